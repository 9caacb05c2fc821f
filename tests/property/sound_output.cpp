// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/sound_output.hpp"

#include "check/peer_text.hpp"
#include "check/render_json.hpp"
#include "check/render_prometheus.hpp"
#include "check/render_text.hpp"
#include "support/grammar.hpp"
#include "support/prometheus_grammar.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <set>
#include <stdexcept>

namespace mpm::property {
namespace {

using nlohmann::json;

[[noreturn]] void fail(const std::string& what, const std::string& output)
{
    throw std::runtime_error(what + " in:\n" + output);
}

/// Characters that nobody sees, or that turn the text around, though they are no control characters.
std::string hiddenIn(std::string_view text)
{
    static const std::array<std::string_view, 21> hidden{
        "\xC2\xAD",     "\xD8\x9C",     "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F",
        "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE",
        "\xE2\x81\xA0", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9", "\xEF\xBB\xBF", "\xF3\xA0"};
    for (const auto character : hidden) {
        if (text.find(character) != std::string_view::npos) {
            return "a character that is not seen or turns the text around";
        }
    }
    return "";
}

void demandHarmless(const std::string& output)
{
    for (const auto& fault : {test::harmIn(output), hiddenIn(output)}) {
        if (!fault.empty()) {
            fail(fault, output);
        }
    }
}

std::vector<std::string> linesOf(std::string_view output)
{
    std::vector<std::string> lines;
    while (!output.empty()) {
        const auto end = output.find('\n');
        lines.emplace_back(output.substr(0, end));
        output.remove_prefix(end == std::string_view::npos ? output.size() : end + 1);
    }
    return lines;
}

/// Both see the same metrics. Icinga 2 counts in base units, which all of ours are, and knows no ranges.
void demandSameMetrics(const std::string& output)
{
    const auto strict = test::readAsGuidelines(output);
    const auto icinga = test::readAsIcinga(output);
    for (const auto& dropped : icinga.dropped) {
        if (!dropped.ends_with("warning is no plain number") && !dropped.ends_with("critical is no plain number")) {
            fail("Icinga 2 drops " + dropped, output);
        }
    }
    if (strict.metrics.size() != icinga.metrics.size()) {
        fail("Icinga 2 sees another number of metrics", output);
    }
    for (std::size_t i = 0; i < strict.metrics.size(); ++i) {
        const auto& one = strict.metrics[i];
        const auto& other = icinga.metrics[i];
        if (one.label != other.label || one.value != other.value || one.unit != other.unit || one.min != other.min ||
            one.max != other.max) {
            fail("Icinga 2 sees the metric " + one.label + " otherwise", output);
        }
    }
}

/// So many findings of one kind are told.
constexpr std::size_t mostOfOneKind = 10;

std::size_t findingsTold(const Report& report, int verbosity)
{
    std::map<std::string, std::size_t> told;
    for (const auto& finding : report.findings) {
        if (finding.status != Status::Ok || verbosity >= 1) {
            ++told[finding.id];
        }
    }
    std::size_t all = 0;
    for (const auto& [id, number] : told) {
        all += std::min(number, mostOfOneKind);
    }
    return all;
}

void demandSoundText(const Report& report, int verbosity)
{
    const auto output = renderText(report, verbosity);
    demandHarmless(output);
    if (test::readAsGuidelines(output).metrics.size() != report.metrics.size()) {
        fail("not as many metrics as were measured", output);
    }
    demandSameMetrics(output);
    const auto lines = linesOf(output);
    if (!lines.front().starts_with(report.service + " " + std::string(toString(report.status())) + " - ")) {
        fail("another status on line 1", output);
    }
    std::size_t findings = 0;
    for (const auto& line : lines) {
        findings += line.starts_with('[') ? 1 : 0;
        if (&line != &lines.front() && line.starts_with(report.service)) {
            fail("a second line 1", output);
        }
    }
    if (findings != findingsTold(report, verbosity)) {
        fail("lines that look like findings and are none, or the other way round", output);
    }
}

/// Each text of the object. What the client itself said may hold angle brackets: it is shown as it was sent.
void demandSoundTexts(const json& value, const std::string& key, const std::string& output)
{
    if (value.is_string()) {
        const auto text = value.get<std::string>();
        const bool own = key == "command" || (key == "transcript" && text.find("s C: ") != std::string::npos);
        const auto harm = own ? "" : test::harmIn(text);
        const auto hidden = hiddenIn(text);
        if (!harm.empty() || !hidden.empty() || !test::isUtf8(text) || text.find('\n') != std::string::npos ||
            printable(text, text.size()) != text) {
            fail("harm in the text \"" + text + "\" of " + key + ": " + harm + hidden, output);
        }
    }
    if (value.is_structured()) {
        for (const auto& [name, part] : value.items()) {
            demandSoundTexts(part, value.is_array() ? key : name, output);
        }
    }
}

void demandSoundJson(const Report& report, int verbosity)
{
    const auto output = renderJson(report, verbosity);
    const auto object = json::parse(output);
    if (verbosity == 0) {
        demandHarmless(output);
    }
    demandSoundTexts(object, "", output);
    if (object["status"] != static_cast<int>(report.status()) || object["findings"].size() != report.findings.size() ||
        object["metrics"].size() != report.metrics.size()) {
        fail("another status, or another number of findings or metrics", output);
    }
    std::set<std::string> names;
    for (const auto& metric : object["metrics"]) {
        if (!names.insert(metric["name"].get<std::string>()).second) {
            fail("a metric's name twice", output);
        }
    }
}

void demandSoundPrometheus(const Report& report)
{
    const auto output = renderPrometheus(report);
    demandHarmless(output);
    std::map<std::string, std::size_t> samples;
    for (const auto& sample : test::readAsPrometheus(output).samples) {
        ++samples[sample.name];
        if (sample.labels.at("plugin") != report.plugin || sample.labels.at("target") != report.target) {
            fail("a sample of another plugin or target", output);
        }
        if (sample.name == "mail_check_status" && sample.value != static_cast<int>(report.status())) {
            fail("another status", output);
        }
    }
    std::set<std::pair<std::string, std::string>> subjects;
    for (const auto& finding : report.findings) {
        subjects.emplace(finding.id, printable(finding.subject, 1024)); // as much of it as a label holds
    }
    const auto measured = samples["mail_check_step_seconds"] + samples["mail_check_host_seconds"] +
                          samples["mail_check_value"] + samples["probe_duration_seconds"];
    if (samples["mail_check_finding"] != subjects.size() || measured != report.metrics.size()) {
        fail("not one sample for each metric and each finding's subject", output);
    }
}

void demandAllReadable(const Report& report)
{
    for (const int verbosity : {0, 1, 2, 3}) {
        demandSoundText(report, verbosity);
    }
    demandSoundPrometheus(report);
    if (!json::accept(renderJson(report, 0))) {
        fail("no JSON", renderJson(report, 0));
    }
}

/// Runs these demands; whatever is wrong becomes the one exception.
template <class Demands>
void demandOf(const Report& report, Demands demands)
{
    try {
        demands();
    } catch (const test::GrammarError& error) {
        throw std::runtime_error(std::string("a consumer can't read the output: ") + error.what());
    } catch (const json::exception& error) {
        fail(error.what(), renderJson(report, 0));
    }
}

} // namespace

void demandReadable(const Report& report)
{
    demandOf(report, [&] { demandAllReadable(report); });
}

void demandSound(const Report& report)
{
    demandOf(report, [&] {
        demandAllReadable(report);
        demandSoundJson(report, 0);
        demandSoundJson(report, 2);
    });
}

} // namespace mpm::property
