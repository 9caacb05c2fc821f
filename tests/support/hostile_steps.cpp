// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostile_steps.hpp"

#include "check/ascii.hpp"
#include "support/hostile_smtp.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <memory>

namespace mpm::test {

bool ServerEnd::awaitEvent(short event, double seconds)
{
    std::array<pollfd, 2> waits{{{socket_, event, 0}, {stop_, POLLIN, 0}}};
    const int ready = ::poll(waits.data(), waits.size(), static_cast<int>(seconds * 1000));
    return ready > 0 && waits[1].revents == 0;
}

bool ServerEnd::write(std::string_view octets)
{
    while (!octets.empty()) {
        if (!awaitEvent(POLLOUT, 3600)) {
            return false;
        }
        const auto put = ::send(socket_, octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0 && errno != EAGAIN) {
            return false;
        }
        octets.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return true;
}

bool ServerEnd::readLine(std::string& line)
{
    auto lineEnd = unread_.find('\n');
    while (lineEnd == std::string::npos) {
        std::array<char, 4096> chunk{};
        if (!awaitEvent(POLLIN, 3600)) {
            return false;
        }
        const auto got = ::recv(socket_, chunk.data(), chunk.size(), 0);
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
