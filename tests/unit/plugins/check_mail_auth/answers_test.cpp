// SPDX-License-Identifier: GPL-3.0-or-later
// How records that lead to other names are asked for: round by round, each question once, within bounds.
#include "check_mail_auth/answers.hpp"
#include "support/catch.hpp"
#include "support/fake_dns_transport.hpp"

#include <algorithm>

using namespace mpm;
using namespace mpm::checkMailAuth;
using namespace mpm::test;

namespace {

const Deadline later = Deadline::in(Seconds(3600));

/// Looks at a name, and at those its texts name.
void follow(const DnsName& name, Reading& reading, int depth)
{
    const auto* answer = reading.look(name, RecordType::Txt);
    if (answer == nullptr || depth == 0) {
        return;
    }
    for (const auto& text : answer->values<TxtRecord>()) {
        follow(DnsName::parse(text.text.raw()), reading, depth - 1);
    }
}

/// Counts the rounds: how often somebody was waited for.
class CountedDns : public DnsTransport {
public:
    using DnsTransport::ask;
    std::vector<DnsAnswer> ask(const std::vector<DnsQuestion>& questions, Deadline deadline) override
    {
        ++rounds;
        mostSeconds = std::max(mostSeconds, Seconds(deadline.remaining()).count());
        return table.ask(questions, deadline);
    }
    std::vector<DnsAnswer> askServers(const std::vector<ServerQuestion>& questions, Deadline deadline) override
    {
        return table.askServers(questions, deadline);
    }

    FakeDnsTransport table;
    int rounds = 0;
    double mostSeconds = 0;
};

} // namespace

TEST_CASE("questions that don't depend on each other go out in one round, each once")
{
    CountedDns dns;
    dns.table.record("a.example. IN TXT \"b.example\"")
        .record("a.example. IN TXT \"c.example\"")
        .record("b.example. IN TXT \"d.example\"")
        .record("c.example. IN TXT \"d.example\"");
    const auto answers = askAll(
        dns, [](Reading& reading) { follow(DnsName::parse("a.example"), reading, 9); }, later);
    CHECK(answers.size() == 4);
    CHECK(dns.rounds == 3);
    auto asked = dns.table.asked();
    CHECK(asked.size() == 4);
    std::sort(asked.begin(), asked.end());
    CHECK(std::unique(asked.begin(), asked.end()) == asked.end());
}

TEST_CASE("a question without an answer is not asked again, and is known to the judge")
{
    CountedDns dns;
    dns.table.failure("a.example TXT", DnsOutcome::TimedOut, "no answer");
    const auto answers = askAll(
        dns, [](Reading& reading) { follow(DnsName::parse("a.example"), reading, 9); }, later);
    CHECK(dns.rounds == 1);
    REQUIRE(answers.find(DnsName::parse("A.EXAMPLE"), RecordType::Txt) != nullptr);
    CHECK(answers.find(DnsName::parse("a.example"), RecordType::Txt)->outcome == DnsOutcome::TimedOut);
    CHECK(answers.find(DnsName::parse("a.example"), RecordType::A) == nullptr);
}

TEST_CASE("names that lead to ever more names are followed up to a bound")
{
    CountedDns dns;
    const auto endless = [](Reading& reading) {
        for (int i = 0; i < 100000; ++i) {
            const auto name = DnsName::parse("n" + std::to_string(i) + ".example");
            if (reading.look(name, RecordType::Txt) == nullptr && i % 7 == 6) {
                break;
            }
        }
    };
    const auto answers = askAll(dns, endless, later);
    CHECK(answers.size() == mostQuestions);
    CHECK(dns.table.asked().size() == mostQuestions);
}

TEST_CASE("one round that wants more than there is room for is cut")
{
    CountedDns dns;
    const auto many = [](Reading& reading) {
        for (int i = 0; i < 1000; ++i) {
            reading.look(DnsName::parse("n" + std::to_string(i) + ".example"), RecordType::A);
        }
        CHECK(reading.missing().size() <= mostQuestions);
    };
    CHECK(askAll(dns, many, later, 10).size() == 10);
    CHECK(dns.rounds == 1);
}

TEST_CASE("a round takes half of the time that is left at most, and none is begun when it is over")
{
    CountedDns dns;
    const auto read = [](Reading& reading) { follow(DnsName::parse("a.example"), reading, 9); };
    askAll(dns, read, Deadline::in(Seconds(60)));
    CHECK(dns.mostSeconds <= 30.0);
    CHECK(dns.mostSeconds > 20.0);
    CHECK(askAll(dns, read, Deadline::in(Seconds(0))).empty());
    CHECK(dns.rounds == 1);
}

TEST_CASE(
    "an answer of which records were left out says nothing, neither that a record is there nor that it is missing")
{
    DnsAnswer answer;
    answer.question = {DnsName::parse("example.com"), RecordType::Txt};
    answer.message.answersLeftOut = 2;
    for (const auto outcome : {DnsOutcome::Answered, DnsOutcome::NoData}) {
        answer.outcome = outcome;
        Answers answers;
        answers.add(answer);
        const auto* kept = answers.find(answer.question.name, RecordType::Txt);
        REQUIRE(kept != nullptr);
        CHECK_FALSE(kept->isConclusive());
        CHECK_THAT(kept->detail, Catch::Matchers::EndsWith("holds more than is read, by 2 records"));
    }
}
