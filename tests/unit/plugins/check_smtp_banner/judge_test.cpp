// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/plugins/check_smtp_banner/seen.hpp"

using namespace mpm;
using namespace mpm::test::banner;

namespace {

const std::string place = "mail.example.com [192.0.2.25]:25 ";

Policy with(const std::function<void(Policy&)>& change)
{
    Policy policy;
    change(policy);
    return policy;
}

/// A good server that answers one more command like this.
Observation answering(const std::string& command, const std::string& reply)
{
    auto seen = good();
    const auto extra = address("192.0.2.25", {{Step::Command, {reply}, command}});
    seen.visit->exchanges.push_back(extra.visit->exchanges.front());
    return hostWith({seen});
}

Policy expectingReply(const std::string& text)
{
    return with([&](Policy& policy) { policy.responses = {ResponseExpectation::parse(text)}; });
}

Policy anyReply()
{
    return with([](Policy& policy) { policy.responses.resize(1); });
}

} // namespace

TEST_CASE("A server that greets and takes EHLO is OK")
{
    const Judged judged(hostWith({good()}));
    CHECK(judged.findings().empty());
    CHECK(judged.line1() == place + "greeting 220 mail.example.com ESMTP, 0.050s");
}

TEST_CASE("A greeting of 4yz is WARNING, of 5yz CRITICAL, any other code WARNING")
{
    const auto greeting = [](const std::string& reply) {
        return hostWith({address("192.0.2.25", {{Step::Greeting, {reply}}})});
    };
    CHECK(Judged(greeting("421 4.3.2 busy")).findings() == Strings{"smtp-reply-4yz W"});
    CHECK(Judged(greeting("554 5.3.2 no service here")).findings() == Strings{"smtp-reply-5yz C"});
    CHECK(Judged(greeting("554 5.3.2 no service here")).line1() == place + "greeting 554 5.3.2 no service here");
    CHECK(Judged(greeting("250 hello")).findings() == Strings{"smtp-unexpected-reply W"});
    CHECK(Judged(greeting("354 go on")).findings() == Strings{"smtp-unexpected-reply C"});
    CHECK(Judged(greeting("111 what")).findings() == Strings{"smtp-unexpected-reply C"});
}

TEST_CASE("EHLO answered 4yz is WARNING, 5yz CRITICAL, and HELO instead of EHLO WARNING")
{
    const auto ehlo = [](std::vector<Said> rest) {
        rest.insert(rest.begin(), {Step::Greeting, {"220 hi"}});
        return hostWith({address("192.0.2.25", rest)});
    };
    CHECK(Judged(ehlo({{Step::Ehlo, {"421 busy"}}})).findings() == Strings{"smtp-reply-4yz W"});
    CHECK(Judged(ehlo({{Step::Ehlo, {"550 no"}}})).findings() == Strings{"smtp-reply-5yz C"});
    CHECK(Judged(ehlo({{Step::Ehlo, {"220 hi"}}})).findings() == Strings{"smtp-unexpected-reply W"});
    CHECK(Judged(ehlo({{Step::Ehlo, {"502 what?"}}, {Step::Helo, {"250 hi"}}})).findings() ==
          Strings{"ehlo-unsupported W"});
    CHECK(Judged(ehlo({{Step::Ehlo, {"502 what?"}}, {Step::Helo, {"550 no"}}})).findings() ==
          Strings{"smtp-reply-5yz C", "smtp-reply-5yz C"});
    const auto onlyInsideTls = ehlo({{Step::Ehlo, {"250 hi"}},
                                     {Step::StartTls, {"220 go"}},
                                     {Step::Ehlo, {"502 what?"}},
                                     {Step::Helo, {"250 hi"}}});
    CHECK(Judged(onlyInsideTls).findings() == Strings{"ehlo-unsupported W"});
}

TEST_CASE("Each way of not answering has a finding of its own")
{
    const std::vector<std::pair<FailureKind, std::string>> kinds{
        {FailureKind::Refused, "connection-refused C"},   {FailureKind::Unreachable, "host-unreachable C"},
        {FailureKind::TimedOut, "timed-out C"},           {FailureKind::Closed, "connection-closed C"},
        {FailureKind::Protocol, "smtp-protocol-error C"}, {FailureKind::LocalFault, "local-fault U"}};
    for (const auto& [kind, finding] : kinds) {
        INFO(finding);
        CHECK(Judged(hostWith({unreachable(kind, "why")})).findings() == Strings{finding});
        CHECK(Judged(hostWith({unreachable(kind, "why")})).line1() == place + "why");
        const Said failed{.step = Step::Greeting, .failure = Failure{kind, "why"}};
        const Judged greeting(hostWith({address("192.0.2.25", {failed})}));
        CHECK(greeting.findings() == Strings{finding});
        CHECK(greeting.line1() == place + "greeting: why");
    }
}

TEST_CASE("A name without address is CRITICAL, and so is a DNS that fails")
{
    auto seen = hostWith({});
    seen.hosts[0].lookupFailure = Failure{FailureKind::NoSuchName, "no such name"};
    CHECK(Judged(seen).findings() == Strings{"host-not-found C"});
    seen.hosts[0].lookupFailure = Failure{FailureKind::DnsFailure, "SERVFAIL"};
    CHECK(Judged(seen).findings() == Strings{"dns-failed C"});
    seen.hosts[0].lookupFailure = Failure{FailureKind::LocalFault, "no resolver"};
    CHECK(Judged(seen).findings() == Strings{"local-fault U"});
    seen.hosts[0].addresses = {good()};
    seen.hosts[0].lookupFailure = Failure{FailureKind::DnsFailure, "SERVFAIL for AAAA"};
    CHECK(Judged(seen).findings() == Strings{"dns-failed W"});
}

TEST_CASE("The status of --timeout counts for silence, but not beside an address that works")
{
    const auto policy = with([](Policy& each) { each.timeoutStatus = Status::Unknown; });
    const auto silent = [] { return unreachable(FailureKind::TimedOut, "no connection within 9.9 s", "192.0.2.26"); };
    CHECK(Judged(hostWith({silent()}), policy).findings() == Strings{"timed-out U"});
    const Judged beside(hostWith({good(), silent()}), policy);
    CHECK(beside.findings() == Strings{"timed-out W"});
    CHECK(beside.line1() == "mail.example.com [192.0.2.26]:25 no connection within 9.9 s; 1 of 2 addresses works");
}

TEST_CASE("One address of several broken is WARNING, all broken CRITICAL")
{
    const auto refused = [](const std::string& text) {
        return unreachable(FailureKind::Refused, "connection refused", text);
    };
    CHECK(Judged(hostWith({good(), refused("192.0.2.26")})).findings() == Strings{"connection-refused W"});
    const Judged all(hostWith({refused("192.0.2.25"), refused("192.0.2.26")}));
    CHECK(all.findings() == Strings{"connection-refused C"});
    CHECK(all.line1() ==
          "mail.example.com [192.0.2.25]:25, mail.example.com [192.0.2.26]:25 connection refused; 0 of 2 "
          "addresses work");
}

TEST_CASE("option --expect looks into every line of the greeting, code included, and quotes what it wants")
{
    auto seen = hostWith(
        {address("192.0.2.25", {{Step::Greeting, {"220-mail.example.com", "220 no spam"}}, {Step::Ehlo, {"250 hi"}}})});
    const auto expecting = [](const std::string& text) {
        return with([&](Policy& policy) { policy.greetingTexts = {text}; });
    };
    CHECK(Judged(seen, expecting("220-mail.example.com")).status() == Status::Ok);
    CHECK(Judged(seen, expecting("no spam")).status() == Status::Ok);
    const Judged missed(seen, expecting("Mail.example.com"));
    CHECK(missed.findings() == Strings{"greeting-mismatch W"});
    CHECK(missed.line1() == place + "none of the 2 lines of the greeting 220 \"mail.example.com / no spam\" holds "
                                    "\"Mail.example.com\"");
}

TEST_CASE("option --expect-regex matches a whole line at a time")
{
    const auto expecting = [](const std::string& expression) {
        return with([&](Policy& policy) { policy.greetingPatterns.emplace_back(expression); });
    };
    CHECK(Judged(hostWith({good()}), expecting("^220 mail[.].* E?SMTP$")).status() == Status::Ok);
    CHECK(Judged(hostWith({good()}), expecting("Postfix")).findings() == Strings{"greeting-mismatch W"});
}

TEST_CASE("A refused greeting is not also a mismatch, nor are its capabilities missing")
{
    auto policy = with([](Policy& each) { each.greetingTexts = {"mail"}; });
    policy.capabilities = CapabilityExpectation::parseList("STARTTLS");
    CHECK(Judged(hostWith({address("192.0.2.25", {{Step::Greeting, {"554 no"}}})}), policy).findings() ==
          Strings{"smtp-reply-5yz C"});
}

TEST_CASE("A capability that is missing, or there against the user's wish, is CRITICAL")
{
    const auto expecting = [](const std::string& list) {
        return with([&](Policy& policy) { policy.capabilities = CapabilityExpectation::parseList(list); });
    };
    CHECK(Judged(hostWith({good()}), expecting("starttls,SIZE>=10240000,!AUTH")).status() == Status::Ok);
    CHECK(Judged(hostWith({good()}), expecting("AUTH")).findings() == Strings{"capability-missing C"});
    CHECK(Judged(hostWith({good()}), expecting("!STARTTLS")).findings() == Strings{"capability-missing C"});
    CHECK(Judged(hostWith({good()}), expecting("SIZE>=10240001,AUTH")).findings() ==
          Strings{"capability-missing C", "capability-missing C"});
    const auto old =
        address("192.0.2.25", {{Step::Greeting, {"220 hi"}}, {Step::Ehlo, {"502 no"}}, {Step::Helo, {"250 hi"}}});
    CHECK(Judged(hostWith({old}), expecting("STARTTLS")).findings() ==
          Strings{"capability-missing C", "ehlo-unsupported W"});
}

TEST_CASE("Replies to commands: refusals keep their own findings, other surprises are the expectation's")
{
    CHECK(Judged(answering("VRFY postmaster", "252 maybe"), anyReply()).status() == Status::Ok);
    CHECK(Judged(answering("VRFY postmaster", "502 no"), anyReply()).findings() == Strings{"smtp-reply-5yz C"});
    CHECK(Judged(answering("ETRN x", "458 later"), anyReply()).findings() == Strings{"smtp-reply-4yz W"});
    CHECK(Judged(answering("VRFY x", "550 no"), expectingReply("5yz")).status() == Status::Ok);
    const Judged accepted(answering("VRFY x", "250 yes"), expectingReply("5yz"));
    CHECK(accepted.findings() == Strings{"expectation-failed C"});
    CHECK(accepted.line1() == place + "VRFY x answered 250 \"yes\", expected 5yz");
    CHECK(Judged(answering("NOOP", "250 2.0.0 OK"), expectingReply("251,252")).line1() ==
          place + "NOOP answered 250 2.0.0 \"OK\", expected 251 or 252");
}

TEST_CASE("The form of a reply whose code is sound is WARNING at most")
{
    const std::vector<std::pair<ReplyAnomaly, std::string>> kinds{{ReplyAnomaly::BareLf, "smtp-bare-lf W"},
                                                                  {ReplyAnomaly::ControlOctet, "smtp-reply-octets W"},
                                                                  {ReplyAnomaly::EightBit, "smtp-reply-octets W"},
                                                                  {ReplyAnomaly::LongLine, "smtp-line-too-long W"}};
    for (const auto& [anomaly, finding] : kinds) {
        const Said greeting{.step = Step::Greeting, .reply = {"220 hi"}, .anomalies = {anomaly}};
        CHECK(Judged(hostWith({address("192.0.2.25", {greeting})})).findings() == Strings{finding});
    }
    const Said early{.step = Step::Ehlo, .reply = {"250 hi"}, .early = true};
    CHECK(Judged(hostWith({address("192.0.2.25", {{Step::Greeting, {"220 hi"}}, early})})).findings() ==
          Strings{"smtp-early-data W"});
}

TEST_CASE("PTR records are WARNING at most, and an address without one still works")
{
    auto seen = hostWith({good()});
    seen.hosts[0].addresses[0].reverse.emplace();
    seen.hosts[0].addresses[0].reverse->address = seen.hosts[0].addresses[0].visit->endpoint.address;
    CHECK(Judged(seen).findings() == Strings{"rdns-missing W"});
    seen.hosts[0].addresses[0].reverse->names = {"other.example.net"};
    CHECK(Judged(seen).findings() == Strings{"rdns-mismatch W"});
    seen.hosts[0].addresses[0].reverse->confirmed = "other.example.net";
    CHECK(Judged(seen).findings().empty());
}

TEST_CASE("Step metrics are the slowest address's and absent where nobody got there")
{
    auto slow = good("192.0.2.26");
    slow.visit->exchanges[0].seconds = Seconds(0.7);
    const auto names = [](const Judged& judged) {
        std::vector<std::string> result;
        for (const auto& metric : judged.report().metrics) {
            result.push_back(metric.name);
        }
        return result;
    };
    const Judged both(hostWith({good(), slow}));
    CHECK(names(both) == Strings{"time", "resolve", "connect", "greeting", "ehlo"});
    CHECK(both.report().metrics.at(3).value == 0.7);
    CHECK(names(Judged(hostWith({unreachable(FailureKind::Refused, "connection refused")}))) ==
          Strings{"time", "resolve"});
}

TEST_CASE("With --mx one host down of two is WARNING, both CRITICAL, and OK tells of both")
{
    const auto refused = [](const std::string& text) {
        return unreachable(FailureKind::Refused, "connection refused", text);
    };
    CHECK(Judged(mxWith({good("20.0.0.1"), good("20.0.0.2")})).line1() ==
          "example.com MX mx1.example.com [20.0.0.1]:25 greeting 220 mail.example.com ESMTP; all 2 addresses of 2 "
          "hosts work, 0.050s");
    const Judged one(mxWith({refused("20.0.0.1"), good("20.0.0.2")}));
    CHECK(one.findings() == Strings{"connection-refused W"});
    CHECK(one.line1() == "mx1.example.com [20.0.0.1]:25 connection refused; 1 of 2 addresses of all hosts works");
    CHECK(Judged(mxWith({refused("20.0.0.1"), refused("20.0.0.2")})).findings() == Strings{"connection-refused C"});
}

TEST_CASE("With --mx the domain's own faults are judged as well")
{
    auto seen = mxWith({});
    seen.mx->state = MxSet::State::Null;
    CHECK(Judged(seen).findings() == Strings{"mx-null C"});
    seen.mx->state = MxSet::State::NoSuchDomain;
    CHECK(Judged(seen).findings() == Strings{"mx-none C"});
    seen.mx->state = MxSet::State::Failed;
    CHECK(Judged(seen).findings() == Strings{"dns-failed C"});
    seen = mxWith({good("20.0.0.1")});
    seen.mx->state = MxSet::State::Implicit;
    CHECK(Judged(seen).findings() == Strings{"mx-implicit W"});
    seen = mxWith({good("20.0.0.1")});
    addExchange(seen, "mx2.example.com").lookupFailure = Failure{FailureKind::NoSuchName, "no such name"};
    CHECK(Judged(seen).findings() == Strings{"mx-unresolvable W"});
    seen.hosts.erase(seen.hosts.begin());
    CHECK(Judged(seen).findings() == Strings{"mx-unresolvable C"});
}

TEST_CASE("With --mx a private address is WARNING beside a good one and CRITICAL where it alone works")
{
    CHECK(Judged(mxWith({good("10.0.0.1"), good("20.0.0.2")})).findings() == Strings{"address-not-global W"});
    CHECK(Judged(mxWith({good("10.0.0.1")})).findings() == Strings{"address-not-global C"});
    CHECK(Judged(mxWith({good("10.0.0.1"), unreachable(FailureKind::Refused, "connection refused", "20.0.0.2")}))
              .findings() == Strings{"address-not-global C", "connection-refused W"});
    CHECK(Judged(hostWith({good("10.0.0.1")})).findings().empty());
}

TEST_CASE("a command that the server cut off is an expectation that failed, not one that was met")
{
    auto policy = Policy();
    policy.responses = {ResponseExpectation::parse("2yz"), ResponseExpectation::parse("5yz")};
    const auto seen = hostWith({address("192.0.2.25", {{Step::Greeting, {"220 mail.example.com"}},
                                                       {Step::Ehlo, {"250 mail.example.com"}},
                                                       {Step::Command, {"221 bye"}, "NOOP"}})});
    const auto report = checkSmtpBanner::judge(seen, policy);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].id == "expectation-failed");
    CHECK(report.findings[0].message == "command 2 of 2 was not asked: the session ended with 221 \"bye\"");
}

TEST_CASE("what one run leaves out of a large domain is told")
{
    auto seen = hostWith({good()});
    seen.hostsLeftOut = 1900;
    seen.hosts.front().addressesLeftOut = 3;
    const auto report = checkSmtpBanner::judge(seen, Policy());
    REQUIRE(report.findings.size() == 2);
    CHECK(report.findings[0].id == "mx-too-many");
    CHECK(report.findings[0].message == "has 1901 exchanges; 1900 of them were not looked at");
    CHECK(report.findings[1].message == "has 4 addresses; 3 of them were not looked at");
}

TEST_CASE("with --mx an exchange that is an address is CRITICAL where no other works")
{
    auto seen = hostWith({});
    seen.mx = MxSet{};
    seen.mx->state = MxSet::State::Found;
    seen.hosts.front().host = "192.0.2.25";
    seen.hosts.front().literal = true;
    const auto report = checkSmtpBanner::judge(seen, Policy());
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].id == "mx-address-literal");
    CHECK(report.findings[0].status == Status::Critical);
}

TEST_CASE("missing TLSA records are told under the name that they belong to, also where the host is an address")
{
    auto seen = hostWith({good()});
    seen.hosts.front().host = "192.0.2.25";
    seen.hosts.front().tlsa = TlsaLookup{};
    const auto report = checkSmtpBanner::judge(seen, Policy());
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].summary() == "mail.example.com there is no TLSA record for it");
}

TEST_CASE("a time-out that counts as OK is still told on line 1")
{
    auto policy = Policy();
    policy.timeoutStatus = Status::Ok;
    const auto seen = hostWith(
        {address("192.0.2.25", {{Step::Greeting, {}, {}, Failure{FailureKind::TimedOut, "no answer within 0.9 s"}}})});
    const auto report = checkSmtpBanner::judge(seen, policy);
    CHECK(report.status() == Status::Ok);
    CHECK(report.headline() == "mail.example.com [192.0.2.25]:25 greeting: no answer within 0.9 s");
}
