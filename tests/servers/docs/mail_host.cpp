// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/docs/mail_host.hpp"

#include "check/ascii.hpp"

#include <openssl/ssl.h>

#include <array>
#include <atomic>
#include <ctime>
#include <fstream>
#include <memory>
#include <regex>

namespace mpm::test {
namespace {

using Context = std::shared_ptr<SSL_CTX>;

Context contextWith(const std::vector<TestCertificate>& chain)
{
    Context context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    for (const auto& certificate : chain) {
        if (&certificate == &chain.front()) {
            SSL_CTX_use_certificate(context.get(), certificate.certificate());
            SSL_CTX_use_PrivateKey(context.get(), certificate.key());
        } else {
            SSL_CTX_add1_chain_cert(context.get(), certificate.certificate());
        }
    }
    return context;
}

std::atomic<int> messages = 0;

std::string rfc5322Now()
{
    const auto now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S +0000", &parts);
    return text.data();
}

/// One connection.
class Session {
public:
    Session(ServerEnd& end, const MailHost& host, SSL_CTX* context) : end_(end), host_(host), context_(context) {}

    void serve()
    {
        inside_ = host_.tls == MailHost::Tls::Implicit;
        if ((inside_ && !end_.beginTls(context_)) || !end_.write("220 " + host_.name + " ESMTP Postfix\r\n")) {
            return;
        }
        std::string line;
        while (end_.readLine(line) && end_.write(replyTo(line)) && !line.starts_with("QUIT")) {
            if (line == "STARTTLS") {
                inside_ = end_.beginTls(context_);
            } else if (line == "DATA") {
                takeMessage();
            }
        }
    }

private:
    std::string replyTo(const std::string& line)
    {
        const auto verb = line.substr(0, 4);
        if (verb == (host_.lmtp ? "LHLO" : "EHLO")) {
            client_ = line.substr(5);
            return capabilities();
        }
        if (verb == "AUTH") {
            loggedIn_ = true;
            return "235 2.7.0 Authentication successful\r\n";
        }
        if (verb == "RCPT") {
            return recipient(line);
        }
        if (verb == "STAR" && host_.tls == MailHost::Tls::StartTls) {
            return "220 2.0.0 Ready to start TLS\r\n";
        }
        if (verb == "DATA") {
            return "354 End data with <CR><LF>.<CR><LF>\r\n";
        }
        if (verb == "VRFY") {
            return "252 2.0.0 postmaster\r\n";
        }
        if (verb == "QUIT") {
            return "221 2.0.0 Bye\r\n";
        }
        const bool known = verb == "MAIL" || verb == "RSET" || verb == "NOOP" || verb == "HELO";
        return known ? "250 2.0.0 Ok\r\n" : "502 5.5.2 Error: command not recognized\r\n";
    }

    std::string capabilities() const
    {
        const bool offersTls = host_.tls == MailHost::Tls::StartTls && !inside_;
        const bool offersLogin = host_.login && inside_;
        return "250-" + host_.name + "\r\n250-PIPELINING\r\n250-SIZE 52428800\r\n" +
               (offersTls ? "250-STARTTLS\r\n" : "") + (offersLogin ? "250-AUTH PLAIN\r\n" : "") +
               "250 ENHANCEDSTATUSCODES\r\n";
    }

    std::string recipient(const std::string& line)
    {
        std::smatch found;
        if (!std::regex_search(line, found, std::regex("<(([a-z.]+)@([a-z.]+))>"))) {
            return "554 5.7.1 Relay access denied\r\n";
        }
        const auto address = "<" + found.str(1) + ">: ";
        if (found.str(3) != host_.domain) {
            return loggedIn_ ? "250 2.1.5 Ok\r\n" : "554 5.7.1 " + address + "Relay access denied\r\n";
        }
        forEcho_ = found.str(2) == "echo";
        if (found.str(2) == "nobody") {
            return "550 5.1.1 " + address + "Recipient address rejected: User unknown\r\n";
        }
        if (found.str(2) == "full") {
            return "452 4.2.2 " + address + "Mailbox is full\r\n";
        }
        return found.str(2) == "new" ? "450 4.2.0 " + address + "Greylisted, see you later\r\n" : "250 2.1.5 Ok\r\n";
    }

    void takeMessage()
    {
        std::string text = "Received: from " + client_ + " by " + host_.name + "; " + rfc5322Now() + "\r\n";
        std::string line;
        while (end_.readLine(line) && line != ".") {
            text += line.substr(line.starts_with('.') ? 1 : 0) + "\r\n";
        }
        if (forEcho_ && !host_.maildir.empty()) {
            const auto file = host_.maildir / "new" / (std::to_string(++messages) + ".echo");
            std::ofstream(file, std::ios::binary) << text;
        }
        end_.write("250 2.0.0 Ok: queued as 4T5bXN2Qz9\r\n");
    }

    ServerEnd& end_;
    const MailHost& host_;
    SSL_CTX* context_;
    bool inside_ = false;
    bool loggedIn_ = false;
    bool forEcho_ = false;
    std::string client_ = {};
};

} // namespace

Script mailHost(const MailHost& host)
{
    return {[host, context = contextWith(host.chain)](ServerEnd& end) {
        Session(end, host, context.get()).serve();
        return false;
    }};
}

} // namespace mpm::test
