// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/descriptor.hpp"
#include "support/tls_server.hpp"

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <string_view>

namespace mpm::test {

/// The server's end of one connection, in the clear or inside TLS. Waits end when the server object does.
class TlsServerEnd {
public:
    TlsServerEnd(Descriptor socket, int stop, SSL_CTX* context, HandshakeFault fault)
        : socket_(std::move(socket)), stop_(stop), context_(context), fault_(fault)
    {
    }
    ~TlsServerEnd();
    TlsServerEnd(const TlsServerEnd&) = delete;
    TlsServerEnd& operator=(const TlsServerEnd&) = delete;

    /// False once the client is gone or the server ends.
    bool write(std::string_view octets);
    bool writeLater(std::string_view octets); ///< 50 ms later, unless there are none
    bool readLine(std::string& line);

    /// The handshake, with its fault; false when there is no session.
    bool beginTls();

    /// The end of a session, in whatever way.
    void leave(AfterHandshake how);

    /// What waits in the clear is dropped, also what has not been read yet.
    void forgetUnread() { unread_.clear(); }

    const std::string& serverName() const { return serverName_; }

private:
    bool await(short event, double seconds = 3600);
    bool flush();
    bool fail();
    bool failHalfway();
    void readAll();
    void abortAtClose();

    Descriptor socket_;
    int stop_;
    SSL_CTX* context_;
    HandshakeFault fault_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_{nullptr, SSL_free};
    BIO* fromClient_ = nullptr;
    BIO* toClient_ = nullptr;
    std::string unread_;
    std::string serverName_;
};

} // namespace mpm::test
