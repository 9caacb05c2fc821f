// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/render_json.hpp"
#include "check/render_prometheus.hpp"
#include "check/render_text.hpp"
#include "check/version.hpp"
#include "support/catch.hpp"
#include "support/prometheus_grammar.hpp"
#include "support/same_text.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <set>
#include <sstream>

using namespace mpm;

namespace {

const FindingKind refused{"smtp-reply-5yz", Status::Critical, "refused", "Read the reply.", "RFC 5321 4.2.1"};

Report sample()
{
    Report report;
    report.plugin = "check_smtp_banner";
    report.service = "SMTP BANNER";
    report.target = "mail1.example.com";
    report.summary = "all is well";
    report.metrics = {seconds("time", 0.042), seconds("connect", 0.011)};
    report.metrics.front().threshold = {Range::parse("0:5"), Range::parse("10")};
    return report;
}

Finding refusal()
{
    auto finding = found(refused, "mail1.example.com [192.0.2.25]:25", "greeting answered 554 \"no service\"");
    finding.headline = "greeting 554 no service";
    return finding;
}

} // namespace

TEST_CASE("line 1 holds service, status, the worst finding and the perfdata")
{
    auto report = sample();
    report.findings.push_back(refusal());
    test::checkSameText(
        renderText(report, 0),
        "SMTP BANNER CRITICAL - mail1.example.com [192.0.2.25]:25 greeting 554 no service | "
        "time=0.042s;5;10;0 connect=0.011s;;;0\n"
        "[CRITICAL] smtp-reply-5yz mail1.example.com [192.0.2.25]:25: greeting answered 554 \"no service\"\n"
        "  what to do: Read the reply.\n");
}

TEST_CASE("a run without fault shows its summary alone")
{
    CHECK(renderText(sample(), 0) == "SMTP BANNER OK - all is well | time=0.042s;5;10;0 connect=0.011s;;;0\n");
}

TEST_CASE("findings that are OK appear only with -v")
{
    auto report = sample();
    report.findings.push_back(refusal());
    report.findings.front().status = Status::Ok;
    CHECK(renderText(report, 0).find("smtp-reply-5yz") == std::string::npos);
    CHECK(renderText(report, 1).find("[OK] smtp-reply-5yz") != std::string::npos);
}

TEST_CASE("hundreds of findings are cut to what a person reads, and counted")
{
    auto report = sample();
    report.findings.assign(400, refusal());
    report.findings.push_back(refusal());
    report.findings.back().id = "smtp-bare-lf";
    const auto text = renderText(report, 0);
    CHECK(text.size() < 8192);
    CHECK(text.find("[CRITICAL] smtp-bare-lf") != std::string::npos);
    CHECK(text.ends_with("and 390 more smtp-reply-5yz; --format json shows all\n"));
}

TEST_CASE("the worst of several findings comes first and unknown ranks below critical")
{
    auto report = sample();
    auto unknown = refusal();
    unknown.id = "local-fault";
    unknown.status = Status::Unknown;
    unknown.headline = "no socket";
    report.findings = {unknown, refusal()};
    conclude(report, {}, {}, {});
    CHECK(report.status() == Status::Critical);
    CHECK(report.findings.front().id == "smtp-reply-5yz");
}

TEST_CASE("a peer's text can add neither a line nor a metric wherever it stands")
{
    auto report = sample();
    auto finding = refusal();
    finding.message = "x | evil=1\nSMTP BANNER OK";
    finding.headline.clear();
    finding.subject = "h|x=2";
    report.findings.push_back(finding);
    const auto text = renderText(report, 3);
    CHECK(std::count(text.begin(), text.end(), '|') == 1);
    CHECK(std::count(text.begin(), text.end(), '\n') == 4);
}

TEST_CASE("a peer's blanks at the end of its text put no more than one before the perfdata")
{
    auto report = sample();
    report.summary = "greeting 220 ready \t ";
    CHECK(renderText(report, 0).starts_with("SMTP BANNER OK - greeting 220 ready | time=0.042s"));
}

TEST_CASE("names of 255 octets leave the line readable, and are whole in subject, remedy and JSON")
{
    const std::string label(60, 'a');
    const auto name = label + "." + label + "." + label + "." + std::string(60, 'b') + ".example";
    auto report = sample();
    auto finding = found(refused, name + " [192.0.2.25]:25", "is an alias for " + name + ", which refuses");
    finding.remedy = "dig " + name;
    report.findings.push_back(finding);
    report.metrics = {seconds(name, 1), seconds("b" + name, 2)};
    const auto text = renderText(report, 0);
    const auto shown = std::string(28, 'a') + "..." + std::string(20, 'b') + ".example";
    CHECK(text.substr(0, text.find('\n')) == "SMTP BANNER CRITICAL - " + shown + " [192.0.2.25]:25 is an alias for " +
                                                 shown + ", which refuses | " + shown + "=1s;;;0 b" +
                                                 shown.substr(0, 27) + shown.substr(28) + "=2s;;;0");
    CHECK(text.find("smtp-reply-5yz " + name + " [192.0.2.25]:25: is an alias for " + shown) != std::string::npos);
    CHECK(text.find("what to do: dig " + name + "\n") != std::string::npos);
    CHECK(renderJson(report, 0).find("is an alias for " + name + ", which") != std::string::npos);
    report.findings.front().message = "'" + name + "' is too long";
    CHECK(renderText(report, 0).find("'" + name + "'") != std::string::npos);
    report.metrics = {seconds(name, 1), seconds(std::string(name).replace(100, 1, "x"), 2)};
    CHECK(renderPerfdata(report.metrics).starts_with(name + "=1s")); // else two labels would be the same
}

TEST_CASE("perfdata labels hold nothing that Icinga 2 would split or drop")
{
    CHECK(renderPerfdata({seconds("mx1.example.com", 1), count("2001:db8::1", 2)}) ==
          "mx1.example.com=1s;;;0 2001_db8__1=2;;;0");
}

TEST_CASE("a breached threshold is a finding with the measured value and the limit")
{
    auto report = sample();
    Thresholds thresholds;
    thresholds.addWarning("0.04");
    thresholds.addCritical("connect=0.01");
    conclude(report, thresholds, {}, {});
    CHECK(report.status() == Status::Critical);
    CHECK(report.findings.front().message == "connect 0.011s is above 0.01s");
    CHECK(report.findings.back().message == "time 0.042s is above 0.04s");
    CHECK(report.findings.back().status == Status::Warning);
}

TEST_CASE("the user's severity replaces a finding's status")
{
    auto report = sample();
    report.findings.push_back(refusal());
    conclude(report, {}, {{"smtp-reply-5yz", Status::Warning}}, {});
    CHECK(report.status() == Status::Warning);
}

TEST_CASE("JSON carries everything that the contract names")
{
    auto report = sample();
    report.findings.push_back(refusal());
    report.observations.facts = {{"host", std::string("mail1")}};
    report.observations.table("addresses").push_back({{"port", std::int64_t{25}}, {"connected", true}});
    const auto json = nlohmann::json::parse(renderJson(report, 0));
    CHECK(json["plugin"] == "check_smtp_banner");
    CHECK(json["version"] == version);
    CHECK(json["status"] == 2);
    CHECK(json["status_text"] == "CRITICAL");
    CHECK(json["summary"] == "mail1.example.com [192.0.2.25]:25 greeting 554 no service");
    CHECK(json["target"] == "mail1.example.com");
    CHECK(json["findings"][0]["reference"] == "RFC 5321 4.2.1");
    CHECK(json["metrics"][0] ==
          nlohmann::json::parse(
              R"({"name":"time","value":0.042,"unit":"s","warning":"5","critical":"10","min":0.0,"max":null})"));
    CHECK(json["observations"]["addresses"][0]["connected"] == true);
    CHECK(renderJson(report, 0).find('\n') == renderJson(report, 0).size() - 1);
}

TEST_CASE("invalid UTF-8 that slipped in does not cost the whole JSON answer")
{
    auto report = sample();
    report.target = "\xff";
    CHECK(nlohmann::json::accept(renderJson(report, 0)));
}

TEST_CASE("the Prometheus exposition escapes label values and ends with a line end")
{
    auto report = sample();
    report.target = "a\"b\\c";
    report.findings.push_back(refusal());
    const auto text = renderPrometheus(report);
    CHECK(text.find("probe_success{plugin=\"check_smtp_banner\",target=\"a\\\"b\\\\c\"} 0\n") != std::string::npos);
    CHECK(text.find("probe_duration_seconds{") != std::string::npos);
    CHECK(text.find("phase=\"connect\"} 0.011\n") != std::string::npos);
    CHECK(text.ends_with("\n"));
}

TEST_CASE("a subject with two findings of a kind is one Prometheus series with the worst status")
{
    auto report = sample();
    auto late = refusal();
    late.status = Status::Warning;
    report.findings = {late, refusal(), late};
    const auto text = renderPrometheus(report);
    const auto series = text.find("mail_check_finding{");
    REQUIRE(series != std::string::npos);
    CHECK(text.find("} 2\n", series) != std::string::npos);
    CHECK(text.find("mail_check_finding{", series + 1) == std::string::npos);
}

TEST_CASE("two subjects that look the same once they are cut or made safe are one Prometheus series")
{
    const std::string addresses(1100, '1');
    for (const auto& [one, other] :
         {std::pair(addresses + "2", addresses + "3"), std::pair<std::string, std::string>("\x01", "\x02")}) {
        auto report = sample();
        report.findings = {refusal(), refusal()};
        report.findings.front().subject = one;
        report.findings.front().status = Status::Warning;
        report.findings.back().subject = other;
        const auto series = test::readAsPrometheus(renderPrometheus(report)).samples;
        CHECK(series.back().name == "mail_check_finding");
        CHECK(series.back().value == 2);
    }
}

TEST_CASE("two names never share a perfdata label, and each has the same label in every run")
{
    const auto labelsOf = [](const std::vector<std::string>& names) {
        std::vector<Metric> metrics;
        for (const auto& name : names) {
            metrics.push_back(seconds(name, 1));
        }
        std::map<std::string, std::string> labels;
        std::istringstream perfdata(renderPerfdata(metrics));
        for (const auto& name : names) {
            std::string word;
            perfdata >> word;
            labels[name] = word.substr(0, word.find('='));
        }
        return labels;
    };
    const std::vector<std::string> names{"a_124b.zone", "a|b.zone", "a\\124b.zone", "a:b.zone", "a_b.zone", "time"};
    const auto labels = labelsOf(names);
    std::set<std::string> different;
    for (const auto& [name, label] : labels) {
        CAPTURE(name, label);
        CHECK(different.insert(label).second);
    }
    CHECK(labels.at("a_124b.zone") == "a_124b.zone");
    CHECK(labels.at("a_b.zone") == "a_b.zone");
    CHECK(labels == labelsOf({names.rbegin(), names.rend()}));
    CHECK(labelsOf({"a|b.zone"}).at("a|b.zone") == "a_b.zone");
}
