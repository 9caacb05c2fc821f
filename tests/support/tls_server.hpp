// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.hpp"
#include "support/descriptor.hpp"

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace mpm::test {

/// What goes wrong at the handshake.
enum class HandshakeFault {
    None,
    Silence,      ///< reads, and never answers the client's first octets
    Close,        ///< closes in the place of an answer
    Reset,        ///< the same with RST
    PlainText,    ///< answers with a line of SMTP
    Drip,         ///< an octet of the answer every 0.2 s
    StopHalfway,  ///< sends half of the answer and falls silent
    CloseHalfway, ///< sends half of the answer and closes
};

/// What a server does once TLS is on.
enum class AfterHandshake {
    Talk,
    Silence,
    Close,
    CloseWithoutEnd, ///< closes the connection, and not TLS before
    Reset,
};

/// How a server behaves. As it stands: an honest one with STARTTLS.
struct TlsServerPlan {
    std::vector<TestCertificate> chain;       ///< as sent, the server's own first, whose key is used
    std::vector<TestCertificate> second = {}; ///< not empty: a further chain, of another kind of key
    bool implicit = false;                    ///< TLS from the first octet on
    std::string banner = "220 mail.example.org ESMTP\r\n";
    std::string ehlo = "250-mail.example.org\r\n250-PIPELINING\r\n250 STARTTLS\r\n";
    std::string startTls = "220 2.0.0 go ahead\r\n"; ///< the reply; TLS begins behind it if it begins with 220
    std::string ownSegment = {};                     ///< said in the clear behind it, in a segment of its own
    std::string ehloInside = "250-mail.example.org\r\n250 PIPELINING\r\n";
    std::string https = {};   ///< not empty: a web server that gives this response to every request
    bool drips = false;       ///< that response, an octet every 50 ms
    bool carriesOver = false; ///< answers inside TLS what came in the clear behind STARTTLS
    std::string helo = {};    ///< empty: as for EHLO
    std::string noop = "250 2.0.0 done\r\n";
    std::string quit = "221 2.0.0 bye\r\n"; ///< and the end
    /// Not empty: what is said, inside TLS, to the lines that nothing above answers; "" is silence.
    std::function<std::string(const std::string& line)> others = {};
    std::string lastWord = {}; ///< not empty: said as soon as TLS is on, and the end
    std::string staple = {};   ///< OCSP response in DER; empty: none
    bool smallDh = false;      ///< Diffie-Hellman of 1024 bits
    int leastVersion = 0;      ///< OpenSSL's number; 0: any
    int mostVersion = 0;
    std::string ciphers = "ALL:@SECLEVEL=0"; ///< up to TLS 1.2
    std::string groups = {};                 ///< empty: OpenSSL's
    std::string wantedName = {};             ///< not empty: whoever asks for another server name, or none, is refused
    bool demandsClientCertificate = false;
    HandshakeFault fault = HandshakeFault::None;
    AfterHandshake after = AfterHandshake::Talk;
    std::string laterBanner = {};                     ///< not empty: the banner of every connection but the first
    HandshakeFault laterFault = HandshakeFault::None; ///< of every connection but the first, where `fault` is None
};

/// An SMTP server in threads of this process that speaks TLS as its plan says.
class TlsServer {
public:
    explicit TlsServer(TlsServerPlan plan, const std::string& address = "127.0.0.1", std::uint16_t port = 0);

    /// Ends every connection.
    ~TlsServer();
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    std::uint16_t port() const { return port_; }

    // Both wait until the connections have ended, but no longer than a second.

    /// The server names that clients asked for, in order; empty for a client that sent none.
    std::vector<std::string> serverNames();

    /// The lines that clients said, before and inside TLS.
    std::vector<std::string> lines();

private:
    struct State;
    void acceptAll();

    std::unique_ptr<State> state_;
    Descriptor listener_;
    Descriptor stop_;
    std::uint16_t port_ = 0;
    std::list<std::thread> connections_;
    std::thread acceptor_;
};

} // namespace mpm::test
