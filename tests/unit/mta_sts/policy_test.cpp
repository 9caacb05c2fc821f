// SPDX-License-Identifier: GPL-3.0-or-later
#include "mta_sts/policy.hpp"
#include "support/catch.hpp"

using namespace mpm;
using State = PolicyRecord::State;

namespace {

StsPolicy policyOf(std::string_view text)
{
    const auto parsed = parseStsPolicy(text);
    REQUIRE(std::holds_alternative<StsPolicy>(parsed));
    return std::get<StsPolicy>(parsed);
}

std::string faultOf(std::string_view text)
{
    const auto parsed = parseStsPolicy(text);
    return std::holds_alternative<StsFault>(parsed) ? std::get<StsFault>(parsed).sentence : "";
}

} // namespace

TEST_CASE("an MTA-STS record is valid in every form that the RFC allows")
{
    for (const auto* text :
         {"v=STSv1; id=20160831085700Z;", "v=STSv1;id=1", "v=STSv1 ; id=1 ;", "v=STSv1; x=y; id=1;"}) {
        INFO(text);
        CHECK(readStsRecord({text}).state == State::Valid);
    }
    CHECK(readStsRecord({"v=STSv1; id=20160831085700Z;"}).value == "20160831085700Z");
    CHECK(readStsRecord({"google-site-verification=x", "v=STSv1; id=1;"}).state == State::Valid);
}

TEST_CASE("an MTA-STS record that no sender would use is told apart from none")
{
    CHECK(readStsRecord({}).state == State::Missing);
    CHECK(readStsRecord({"v=spf1 -all"}).state == State::Invalid);
    CHECK(readStsRecord({"some other text"}).state == State::Missing);
    CHECK(readStsRecord({"v=STSv1; id=1;", "v=STSv1; id=2;"}).state == State::Several);
    for (const auto* text : {"v=STSv1;", "v=STSv1; id=;", "v=STSv1; id=a-b;", "v=STSv1; id", "v=STSv1; ID=1",
                             "v=STSv1; id=123456789012345678901234567890123;"}) {
        INFO(text);
        CHECK(readStsRecord({text}).state == State::Invalid);
    }
    CHECK(readStsRecord({"v=STSv1x; id=1"}).state != State::Valid);
}

TEST_CASE("a TLSRPT record names where reports go")
{
    CHECK(readReportRecord({"v=TLSRPTv1; rua=mailto:a@example.com,https://example.com/r"}).value ==
          "mailto:a@example.com,https://example.com/r");
    CHECK(readReportRecord({"v=TLSRPTv1;rua=mailto:a@example.com"}).state == State::Valid);
    CHECK(readReportRecord({}).state == State::Missing);
    for (const auto* text :
         {"v=TLSRPTv1;", "v=TLSRPTv1; rua=", "v=TLSRPTv1; rua=a@example.com", "v=TLSRPTv1; rua=mailto:nobody",
          "v=TLSRPTv1; rua=http://example.com/", "v=TLSRPTv1; rua=mailto:@", "v=TLSRPTv1; rua=mailto:a@",
          "v=TLSRPTv1; rua=https://", "v=TLSRPTv1; rua=mailto:a b@example.com",
          "v=TLSRPTv1; rua=mailto:a@example.com!10m", "v=TLSRPTv1;; rua=mailto:a@example.com",
          "V=TLSRPTv1; rua=mailto:a@example.com", "v = tlsrptv1; rua=mailto:a@example.com"}) {
        INFO(text);
        CHECK(readReportRecord({text}).state == State::Invalid);
    }
    CHECK(readReportRecord({"v=TLSRPTv1; rua=mailto:a@b", "v=TLSRPTv1; rua=mailto:a@c"}).state == State::Several);
}

TEST_CASE("a policy is read with any line end, any order and unknown keys")
{
    const auto policy = policyOf(
        "max_age: 86400\r\nmx: mail.Example.com\r\nversion: STSv1\r\nnew: thing\r\nmx:*.example.net\r\nmode:testing");
    CHECK(policy.mode == StsMode::Testing);
    CHECK(policy.maxAge == 86400);
    CHECK(policy.mx == std::vector<std::string>{"mail.example.com", "*.example.net"});
    CHECK(policyOf("version: STSv1\nmode: enforce\nmode: none\nmx: a.example\nmax_age: 1\n").mode == StsMode::Enforce);
}

TEST_CASE("what is wrong with a policy is told")
{
    CHECK(faultOf("") == "there is no \"version: STSv1\"");
    CHECK(faultOf("version: STSv1\nmode: enforce\nmx: a.example\nmax_age: -1") ==
          "the max_age is \"-1\", not a number of seconds up to 31557600");
    CHECK(faultOf("version: STSv1\nmode: enforce\nmx: a b\nmax_age: 1") ==
          "the mx line \"a b\" is no host name, nor \"*.\" before one");
    CHECK(faultOf("version STSv1") == "the line \"version STSv1\" is not of the form key: value");
    CHECK(faultOf("version: STSv1\nmode: on\nmx: a.example\nmax_age: 1") ==
          "the mode is \"on\", not enforce, testing or none");
}

TEST_CASE("a policy in capitals or behind a byte order mark is told as that, with what to do about it")
{
    const std::string sound = "version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1";
    const std::vector<std::tuple<std::string, std::string, std::string>> faults{
        {"\xEF\xBB\xBF" + sound, "the file begins with a byte order mark", "without a byte order mark"},
        {std::string("\xFF\xFEv\0e\0r\0", 8), "the file is in UTF-16", "plain ASCII"},
        {std::string("\xFE\xFF\0v\0e", 6), "the file is in UTF-16", "plain ASCII"},
        {"Version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1", "the key \"Version\" is not in small letters",
         "small letters"},
        {"version: STSv1\nMODE: enforce\nmx: a.example\nmax_age: 1", "the key \"MODE\" is not in small letters",
         "small letters"},
        {"version: STSv1\nmode: enforce\nMX: a.example\nmax_age: 1", "the key \"MX\" is not in small letters",
         "small letters"},
        {"version: STSv1\nmode: enforce\nmx: a.example\nMax_Age: 1", "the key \"Max_Age\" is not in small letters",
         "small letters"},
        {"version: STSv1\nmode: Enforce\nmx: a.example\nmax_age: 1", "the mode \"Enforce\" is not in small letters",
         "small letters"}};
    for (const auto& [text, sentence, remedy] : faults) {
        CAPTURE(text);
        const auto fault = std::get<StsFault>(parseStsPolicy(text));
        CHECK(fault.sentence == sentence);
        CHECK(fault.remedy.find(remedy) != std::string_view::npos);
    }
    CHECK(policyOf(sound + "\nMode: none\nMX: b.example").mx.size() == 1); // other keys are passed over
}

TEST_CASE("a pattern allows the host itself, and a star exactly one label")
{
    const auto policy = policyOf("version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmax_age: 1");
    for (const auto* host : {"mail.example.com", "MAIL.example.com.", "a.example.net"}) {
        INFO(host);
        CHECK(policy.allows(DnsName::parse(host)));
    }
    for (const auto* host : {"example.com", "a.mail.example.com", "example.net", "a.b.example.net", "example.org"}) {
        INFO(host);
        CHECK_FALSE(policy.allows(DnsName::parse(host)));
    }
}
