// SPDX-License-Identifier: GPL-3.0-or-later
#include "smtp/session.hpp"
#include "support/catch.hpp"

#include <string>
#include <utility>
#include <vector>

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

/// Says all of its replies as soon as it is asked for one.
class ReplyingServer : public Channel {
public:
    explicit ReplyingServer(std::string replies) : replies_(std::move(replies)) {}

    std::string receive(Deadline /*deadline*/) override { return std::exchange(replies_, ""); }
    std::string receivePending() override { return {}; }
    void send(std::string_view /*bytes*/, Deadline /*deadline*/) override {}
    TlsFacts startTls(const TlsRequest& /*request*/, Deadline /*deadline*/) override { return {}; }

private:
    std::string replies_;
};

/// The lines of the reply to one command, as the session gives them.
std::vector<std::string> linesOf(Step step, const std::string& reply)
{
    ReplyingServer server(reply);
    SmtpSession session(server, Deadline::in(Seconds(1)));
    session.conceal(Secret("open sesame"));
    const auto exchange = session.command(step, "NOOP");
    std::vector<std::string> lines;
    for (const auto& line : exchange.reply.value().lines) {
        lines.push_back(line.raw());
    }
    return lines;
}

} // namespace

TEST_CASE("a secret is masked in each line of a reply by itself")
{
    using Lines = std::vector<std::string>;
    CHECK(linesOf(Step::Mail, "550-open sesame\r\n550-no\r\n550 it is b3BlbiBzZXNhbWU=\r\n") ==
          Lines{"****", "no", "it is ****"});
    CHECK(linesOf(Step::Auth, "535-open\r\n535 sesame\r\n") == Lines{"open", "sesame"});
}

TEST_CASE("a secret that is spelled with a separator is masked in the refusal of a login alone")
{
    using Lines = std::vector<std::string>;
    const std::string spelled = "o.p.e.n. .s.e.s.a.m.e";
    CHECK(linesOf(Step::Auth, "535-5.7.8 no\r\n535 5.7.8 not " + spelled + "\r\n") ==
          Lines{"5.7.8 no", "5.7.8 not ****"});
    CHECK(linesOf(Step::Auth, "454 4.7.0 " + spelled + "\r\n") == Lines{"4.7.0 ****"});
    CHECK(linesOf(Step::Auth, "235 2.7.0 " + spelled + "\r\n") == Lines{"2.7.0 " + spelled});
    CHECK(linesOf(Step::Auth, "334 " + spelled + "\r\n") == Lines{spelled});
    CHECK(linesOf(Step::Rcpt, "550 5.1.1 " + spelled + "\r\n") == Lines{"5.1.1 " + spelled});
}

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

TEST_CASE("a dialogue that nobody will see is not kept, and its replies are, secrets masked")
{
    for (const bool seen : {true, false}) {
        ReplyingServer server("250 not open sesame\r\n");
        SmtpSession session(server, Deadline::in(Seconds(1)));
        session.conceal(Secret("open sesame"));
        if (!seen) {
            session.keepNoTranscript();
        }
        const auto exchange = session.command(Step::Command, "NOOP");
        CHECK(exchange.reply.value().lines.front().raw() == "not ****");
        CHECK(session.transcript().lines().size() == (seen ? 2U : 0U));
    }
}
