// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/servers/questions.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_dns_delegation/seen.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

/// Answers every question after this time, and keeps the last one.
class Answering : public DnsTransport {
public:
    explicit Answering(double seconds) : seconds_(seconds) {}

    std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>&, Deadline) override { return {}; }

    std::vector<DnsAnswer> askServers(const std::vector<ServerQuestion>& questions, Deadline) override
    {
        std::vector<DnsAnswer> answers;
        for (const auto& question : questions) {
            last = question;
            answers.push_back(soaAnswer(question.server.address));
            answers.back().seconds = Seconds(seconds_);
        }
        return answers;
    }

    ServerQuestion last;

private:
    double seconds_;
};

/// The healthy zone's first address, which at first gave no SOA for 0.9 seconds.
std::vector<ServerAddressSeen> silentAtFirst()
{
    std::vector<ServerAddressSeen> addresses{healthyAddress(firstAddress)};
    auto& soa = addresses.front().answers[Topic::Soa];
    soa = failed(soa.question, firstAddress, DnsOutcome::TimedOut);
    soa.seconds = Seconds(0.9);
    return addresses;
}

std::vector<Topic> onSecondTry(std::vector<ServerAddressSeen> addresses, DnsTransport& dns)
{
    const checkDnsDelegation::Timeouts timeouts(Deadline::in(Seconds(10)));
    checkDnsDelegation::askAgain(dns, {.zone = zoneSeen}, addresses, timeouts);
    REQUIRE(addresses.front().at(Topic::Soa)->outcome == DnsOutcome::Answered);
    return addresses.front().onSecondTry;
}

} // namespace

TEST_CASE("several packets lost make a lossy server, one lost packet and a long way do not", "[delegation]")
{
    Answering near(0.02);
    Answering far(1.2);
    auto addresses = silentAtFirst();
    CHECK(onSecondTry(addresses, near).empty());
    addresses.front().answers[Topic::Soa].note(DnsOddity::Retried);
    CHECK(onSecondTry(addresses, near) == std::vector{Topic::Soa});
    CHECK(onSecondTry(addresses, far).empty());
}

TEST_CASE("a question that is put again still listens for its first answer", "[delegation]")
{
    class Ear : public DnsListening {};
    Answering dns(1.2);
    auto addresses = silentAtFirst();
    const auto ear = std::make_shared<Ear>();
    addresses.front().answers[Topic::Soa].listening = ear;
    onSecondTry(addresses, dns);
    CHECK(dns.last.earlier == ear);
}

TEST_CASE("a server far away has no time to answer over TCP, which is not held against it", "[delegation]")
{
    auto seen = healthy();
    auto& answers = seen.addresses[1].answers;
    answers[Topic::SoaTcp] = failed(answers[Topic::SoaTcp].question, secondAddress, DnsOutcome::TimedOut);
    answers[Topic::SoaTcp].seconds = Seconds(2.1);
    answers[Topic::Soa].seconds = Seconds(1.2);
    CHECK(verdict(seen).empty());
    answers[Topic::Soa].seconds = Seconds(0.5);
    CHECK(verdict(seen) == std::vector<std::string>{"ns-no-tcp W"});
}

TEST_CASE("recursion is open whatever comes of it, and closed where it is refused", "[delegation]")
{
    const auto with = [](Rcode rcode, bool authoritative, bool recursionAvailable) {
        auto seen = healthy();
        auto& answer = seen.addresses[1].answers[Topic::Recursion];
        answer = answered({DnsName(), RecordType::Ns}, secondAddress, [](DnsReply&) {});
        answer.message.rcode = rcode;
        answer.message.authoritative = authoritative;
        answer.message.recursionAvailable = recursionAvailable;
        return verdict(seen);
    };
    const std::vector<std::string> open{"ns-recursive W"};
    CHECK(with(Rcode::NoError, false, true) == open);
    CHECK(with(Rcode::NoError, true, true) == open);
    CHECK(with(Rcode::ServFail, false, true) == open);
    CHECK(with(Rcode::NxDomain, false, true) == open);
    CHECK(with(Rcode::Refused, false, true).empty());
    CHECK(with(Rcode::NotImp, false, true).empty());
    CHECK(with(Rcode::FormErr, false, true).empty());
    CHECK(with(Rcode::NoError, true, false).empty());
}

TEST_CASE("an alias at the zone's name is found beside its SOA record", "[delegation]")
{
    auto seen = healthy();
    for (auto& address : seen.addresses) {
        address.answers[Topic::Alias] = answered({zoneSeen, RecordType::Cname}, address.address, [](DnsReply& reply) {
            reply.answer("example.com. 300 IN CNAME www.example.net.");
        });
    }
    REQUIRE(verdict(seen) == std::vector<std::string>{"apex-cname C"});
    const auto report = checkDnsDelegation::judge(seen, {});
    CHECK(report.headline().find("is an alias for www.example.net, beside its SOA record") != std::string::npos);
    for (const auto& metric : report.metrics) {
        CHECK((metric.name != "servers_ok" || metric.value == 0));
    }
}
