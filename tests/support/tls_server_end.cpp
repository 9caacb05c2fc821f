// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tls_server_end.hpp"

#include <openssl/err.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>

namespace mpm::test {

TlsServerEnd::~TlsServerEnd()
{
    if (ssl_ && SSL_is_init_finished(ssl_.get()) != 0) {
        SSL_shutdown(ssl_.get());
        flush();
    }
    ERR_clear_error();
}

bool TlsServerEnd::await(short event, double seconds)
{
    std::array<pollfd, 2> waits{{{socket_.get(), event, 0}, {stop_, POLLIN, 0}}};
    const int ready = ::poll(waits.data(), waits.size(), static_cast<int>(seconds * 1000));
    return ready > 0 && waits[1].revents == 0;
}

/// TLS runs over memory, so that what goes out can be cut, dripped or left out.
bool TlsServerEnd::flush()
{
    std::array<char, 4096> chunk{};
    for (int size = BIO_read(toClient_, chunk.data(), chunk.size()); size > 0;
         size = BIO_read(toClient_, chunk.data(), chunk.size())) {
        if (::send(socket_.get(), chunk.data(), static_cast<std::size_t>(size), MSG_NOSIGNAL) != size) {
            return false;
        }
    }
    return true;
}

bool TlsServerEnd::write(std::string_view octets)
{
    if (!ssl_) {
        return octets.empty() || ::send(socket_.get(), octets.data(), octets.size(), MSG_NOSIGNAL) > 0;
    }
    return octets.empty() || (SSL_write(ssl_.get(), octets.data(), static_cast<int>(octets.size())) > 0 && flush());
}

bool TlsServerEnd::writeLater(std::string_view octets)
{
    if (octets.empty()) {
        return true;
    }
    await(0, 0.05);
    return write(octets);
}

bool TlsServerEnd::readLine(std::string& line)
{
    while (unread_.find('\n') == std::string::npos) {
        std::array<char, 4096> chunk{};
        int size = ssl_ ? SSL_read(ssl_.get(), chunk.data(), chunk.size()) : 0;
        if (size > 0) {
            unread_.append(chunk.data(), static_cast<std::size_t>(size));
            continue;
        }
        if ((ssl_ && SSL_get_error(ssl_.get(), size) != SSL_ERROR_WANT_READ) || !await(POLLIN)) {
            return false;
        }
        size = static_cast<int>(::recv(socket_.get(), chunk.data(), chunk.size(), 0));
        if (size <= 0) {
            return false;
        }
        if (ssl_) {
            BIO_write(fromClient_, chunk.data(), size);
        } else {
            unread_.append(chunk.data(), static_cast<std::size_t>(size));
        }
    }
    const auto end = unread_.find('\n');
    line = unread_.substr(0, end);
    unread_.erase(0, end + 1);
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return true;
}

void TlsServerEnd::readAll()
{
    std::array<char, 4096> chunk{};
    while (await(POLLIN) && ::recv(socket_.get(), chunk.data(), chunk.size(), 0) > 0) {
    }
}

/// With RST.
void TlsServerEnd::abortAtClose()
{
    const linger abort{1, 0};
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
}

void TlsServerEnd::leave(AfterHandshake how)
{
    if (how == AfterHandshake::Silence) {
        readAll();
    } else if (how != AfterHandshake::Close) {
        ssl_.reset();
    }
    if (how == AfterHandshake::Reset) {
        abortAtClose();
    }
}

/// Faults that need no TLS of ours.
bool TlsServerEnd::fail()
{
    std::array<char, 4096> chunk{};
    if (!await(POLLIN) || ::recv(socket_.get(), chunk.data(), chunk.size(), 0) <= 0) {
        return false;
    }
    if (fault_ == HandshakeFault::PlainText) {
        write("554 5.7.0 no TLS here\r\n");
    } else if (fault_ == HandshakeFault::Silence) {
        readAll();
    } else if (fault_ == HandshakeFault::Reset) {
        abortAtClose();
    }
    return false;
}

/// Faults in the middle of the first flight.
bool TlsServerEnd::failHalfway()
{
    std::string flight(BIO_ctrl_pending(toClient_), '\0');
    BIO_read(toClient_, flight.data(), static_cast<int>(flight.size()));
    if (fault_ == HandshakeFault::Drip) {
        for (const char octet : flight) {
            if (::send(socket_.get(), &octet, 1, MSG_NOSIGNAL) != 1 || await(0, 0.2)) {
                return false;
            }
            std::array<pollfd, 1> stop{{{stop_, POLLIN, 0}}};
            if (::poll(stop.data(), 1, 0) > 0) {
                return false;
            }
        }
        return false;
    }
    ::send(socket_.get(), flight.data(), flight.size() / 2, MSG_NOSIGNAL);
    if (fault_ == HandshakeFault::StopHalfway) {
        readAll();
    }
    return false;
}

bool TlsServerEnd::beginTls()
{
    const bool halfway = fault_ == HandshakeFault::Drip || fault_ == HandshakeFault::StopHalfway ||
                         fault_ == HandshakeFault::CloseHalfway;
    if (fault_ != HandshakeFault::None && !halfway) {
        return fail();
    }
    std::string carried = std::move(unread_); // commands that came in the clear
    unread_.clear();
    ssl_.reset(SSL_new(context_));
    fromClient_ = BIO_new(BIO_s_mem());
    toClient_ = BIO_new(BIO_s_mem());
    SSL_set_bio(ssl_.get(), fromClient_, toClient_);
    while (true) {
        const int result = SSL_accept(ssl_.get());
        const int error = SSL_get_error(ssl_.get(), result);
        if (halfway && BIO_ctrl_pending(toClient_) > 0) {
            return failHalfway();
        }
        if (!flush()) {
            return false;
        }
        if (result == 1) {
            break;
        }
        std::array<char, 4096> chunk{};
        if (error != SSL_ERROR_WANT_READ || !await(POLLIN)) {
            return false;
        }
        const auto size = ::recv(socket_.get(), chunk.data(), chunk.size(), 0);
        if (size <= 0) {
            return false;
        }
        BIO_write(fromClient_, chunk.data(), static_cast<int>(size));
    }
    const char* name = SSL_get_servername(ssl_.get(), TLSEXT_NAMETYPE_host_name);
    serverName_ = name == nullptr ? "" : name;
    unread_ = std::move(carried);
    return true;
}

} // namespace mpm::test
