// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/session.hpp"
#include "support/catch.hpp"

#include <string>
#include <utility>

using namespace mpm;

namespace {

/// Greets, offers PIPELINING, and then closes with a last word.
class ClosingServer : public Channel {
public:
    std::string receive(Deadline /*deadline*/) override { return std::exchange(waiting_, ""); }
    std::string receivePending() override { return std::exchange(lastWord_, ""); }
    void send(std::string_view bytes, Deadline /*deadline*/) override
    {
        if (!bytes.starts_with("EHLO")) {
            lastWord_ = "421 4.3.2 going down\r\n";
            throw PeerFailed(FailureKind::Closed, "connection reset by the server");
        }
        waiting_ = "250-mail.example.com\r\n250 PIPELINING\r\n";
    }
    TlsFacts startTls(const TlsRequest& /*request*/, Deadline /*deadline*/) override { return {}; }

private:
    std::string waiting_ = "220 mail.example.com\r\n";
    std::string lastWord_;
};

} // namespace

TEST_CASE("the last words of a server that closes before a group of commands are its answer")
{
    ClosingServer server;
    SmtpSession session(server, Deadline::in(Seconds(1)));
    session.greeting();
    session.hello(Protocol::Smtp, "client.example");
    const auto exchanges =
        session.group({{Step::Mail, "MAIL FROM:<a@example.org>"}, {Step::Rcpt, "RCPT TO:<b@example.org>"}});
    REQUIRE(exchanges.size() == 1);
    CHECK(exchanges.front().step == Step::Mail);
    CHECK(exchanges.front().answered(421));
    CHECK_FALSE(session.usable());
}
