// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostile_steps.hpp"

#include "check/ascii.hpp"
#include "support/hostile_smtp.hpp"

#include <fcntl.h>
#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <memory>

namespace mpm::test {

bool ServerEnd::awaitEvent(short event, double seconds)
{
    std::array<pollfd, 2> waits{{{socket_, event, 0}, {stop_, POLLIN, 0}}};
    const int ready = ::poll(waits.data(), waits.size(), static_cast<int>(seconds * 1000));
    return ready > 0 && waits[1].revents == 0;
}

/// Whether a step of OpenSSL's that gave this can be tried again; waits for it.
bool ServerEnd::awaitTls(int result)
{
    const int error = SSL_get_error(ssl_.get(), result);
    ERR_clear_error();
    return (error == SSL_ERROR_WANT_READ && awaitEvent(POLLIN, 3600)) ||
           (error == SSL_ERROR_WANT_WRITE && awaitEvent(POLLOUT, 3600));
}

bool ServerEnd::beginTls(SSL_CTX* context)
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets whose clients have gone
    ::fcntl(socket_, F_SETFL, ::fcntl(socket_, F_GETFL) | O_NONBLOCK);
    ssl_.reset(SSL_new(context));
    SSL_set_fd(ssl_.get(), socket_);
    int result = SSL_accept(ssl_.get());
    while (result != 1 && awaitTls(result)) {
        result = SSL_accept(ssl_.get());
    }
    return result == 1;
}

/// How many went out; -1 when the client is gone.
ssize_t ServerEnd::put(std::string_view octets)
{
    if (ssl_) {
        int result = SSL_write(ssl_.get(), octets.data(), static_cast<int>(octets.size()));
        while (result <= 0 && awaitTls(result)) {
            result = SSL_write(ssl_.get(), octets.data(), static_cast<int>(octets.size()));
        }
        return result > 0 ? result : -1;
    }
    if (!awaitEvent(POLLOUT, 3600)) {
        return -1;
    }
    const auto put = ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return put < 0 && errno == EAGAIN ? 0 : put;
}

/// How many came; 0 or less when the client is gone.
ssize_t ServerEnd::take(char* octets, std::size_t most)
{
    if (ssl_) {
        int result = SSL_read(ssl_.get(), octets, static_cast<int>(most));
        while (result <= 0 && awaitTls(result)) {
            result = SSL_read(ssl_.get(), octets, static_cast<int>(most));
        }
        return result;
    }
    return awaitEvent(POLLIN, 3600) ? ::recv(socket_, octets, most, 0) : -1;
}

bool ServerEnd::write(std::string_view octets)
{
    while (!octets.empty()) {
        const auto size = put(octets);
        if (size < 0) {
            return false;
        }
        octets.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
}

bool ServerEnd::readLine(std::string& line)
{
    auto lineEnd = unread_.find('\n');
    while (lineEnd == std::string::npos) {
        std::array<char, 4096> chunk{};
        const auto got = take(chunk.data(), chunk.size());
        if (got <= 0) {
            return false;
        }
        unread_.append(chunk.data(), static_cast<std::size_t>(got));
        record_.said.append(chunk.data(), static_cast<std::size_t>(got));
        lineEnd = unread_.find('\n');
    }
    line = unread_.substr(0, lineEnd);
    unread_.erase(0, lineEnd + 1);
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return true;
}

bool ServerEnd::awaitOctets()
{
    return awaitEvent(POLLIN, 3600);
}

void ServerEnd::readAll()
{
    std::string ignored;
    while (readLine(ignored)) {
    }
}

bool ServerEnd::wait(double seconds)
{
    pollfd stop{stop_, POLLIN, 0};
    return ::poll(&stop, 1, static_cast<int>(seconds * 1000)) == 0;
}

void ServerEnd::closeWithReset()
{
    const linger now{1, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

void ServerEnd::finish()
{
    ::shutdown(socket_, SHUT_WR);
}

void ServerEnd::watchForEarlyTalk()
{
    char octet = 0;
    if (!greeted_ && ::recv(socket_, &octet, 1, MSG_PEEK | MSG_DONTWAIT) > 0) {
        record_.spokeEarly = true;
    }
}

ServerStep send(std::string octets)
{
    return [octets = std::move(octets)](ServerEnd& end) {
        end.watchForEarlyTalk();
        return end.write(octets);
    };
}

ServerStep drip(std::string octets, double everySeconds)
{
    return [octets = std::move(octets), everySeconds](ServerEnd& end) {
        for (const char& octet : octets) {
            end.watchForEarlyTalk();
            if (!end.write({&octet, 1}) || !end.wait(everySeconds)) {
                return false;
            }
        }
        return true;
    };
}

ServerStep sendForever(std::string octets)
{
    return [octets = std::move(octets)](ServerEnd& end) {
        while (end.write(octets)) {
        }
        return false;
    };
}

ServerStep awaitLine(std::string beginning)
{
    return [beginning = std::move(beginning)](ServerEnd& end) {
        std::string line;
        end.greetingHasEnded();
        if (!end.readLine(line)) {
            return false;
        }
        if (!startsWithIgnoringCase(line, beginning)) {
            end.record().unexpected = line;
            return false;
        }
        return true;
    };
}

ServerStep answer(std::string beginning, std::string octets)
{
    return [await = awaitLine(std::move(beginning)), reply = send(std::move(octets))](ServerEnd& end) {
        return await(end) && reply(end);
    };
}

ServerStep readMessage()
{
    return [](ServerEnd& end) {
        std::string line;
        while (end.readLine(line)) {
            if (line == ".") {
                return true;
            }
        }
        return false;
    };
}

ServerStep answerEhlo(std::string octets)
{
    return answer("EHLO ", std::move(octets));
}

ServerStep answerQuit()
{
    return answer("QUIT", "221 2.0.0 bye\r\n");
}

ServerStep pause(double seconds)
{
    return [seconds](ServerEnd& end) { return end.wait(seconds); };
}

ServerStep awaitClients(std::size_t count)
{
    return [count, here = std::make_shared<std::atomic<std::size_t>>(0)](ServerEnd& end) {
        ++*here;
        while (*here < count) {
            if (!end.wait(0.002)) {
                return false;
            }
        }
        return true;
    };
}

ServerStep staySilent()
{
    return [](ServerEnd& end) {
        end.greetingHasEnded();
        end.readAll();
        return false;
    };
}

ServerStep neverRead()
{
    return [](ServerEnd& end) {
        end.waitForever();
        return false;
    };
}

ServerStep close()
{
    return [](ServerEnd&) { return false; };
}

ServerStep reset()
{
    return [](ServerEnd& end) {
        end.closeWithReset();
        return false;
    };
}

ServerStep halfClose()
{
    return [](ServerEnd& end) {
        end.finish();
        end.readAll();
        return false;
    };
}

Script honestDialogue()
{
    return {send("220 mx.example.com ESMTP ready\r\n"),
            answerEhlo("250-mx.example.com\r\n250-PIPELINING\r\n250-SIZE 10485760\r\n250-STARTTLS\r\n"
                       "250-ENHANCEDSTATUSCODES\r\n250 8BITMIME\r\n"),
            answerQuit()};
}

} // namespace mpm::test
