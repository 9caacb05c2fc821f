// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/render_text.hpp"

#include "check/ascii.hpp"
#include "check/hex.hpp"
#include "check/peer_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <vector>

namespace mpm {
namespace {

constexpr std::size_t longestLine = 3072; // a reply is quoted up to 2,000 octets

/// Nagios keeps 8 KB of an answer: what a person reads at night is on the first screen.
constexpr std::size_t mostOfOneKind = 10;

std::string safe(std::string_view text)
{
    return printable(text, longestLine);
}

constexpr std::size_t longestName = 64;
constexpr std::size_t shownEnds = 28; ///< octets of a longer name, at both ends of it

std::string shortened(std::string_view name)
{
    if (name.size() <= longestName) {
        return std::string(name);
    }
    return std::string(name.substr(0, shownEnds)) + "..." + std::string(name.substr(name.size() - shownEnds));
}

bool isInName(char c)
{
    return isAlphanumeric(c) || c == '.' || c == '-' || c == '_' || c == '\\';
}

/// A sentence in which names of up to 255 octets keep only their ends: JSON has them whole. What stands in quotes
/// is the user's own word, and stays.
std::string readable(std::string_view sentence)
{
    std::string text;
    while (!sentence.empty()) {
        const auto end = std::find_if_not(sentence.begin(), sentence.end(), isInName);
        const auto name = sentence.substr(0, static_cast<std::size_t>(end - sentence.begin()));
        const bool isQuoted = text.ends_with('\'');
        const bool isName = name.find('.') != std::string_view::npos && !isQuoted;
        text += isName ? shortened(name) : std::string(name);
        sentence.remove_prefix(name.size());
        const auto next = std::find_if(sentence.begin(), sentence.end(), isInName);
        const auto between = static_cast<std::size_t>(next - sentence.begin());
        text += sentence.substr(0, between);
        sentence.remove_prefix(between);
    }
    return text;
}

/// Icinga 2 splits labels at "::" and the guidelines quote them, so anything beyond the plain
/// characters of host names becomes '_'.
std::string label(std::string_view name)
{
    std::string text(name);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return !isAlphanumeric(c) && c != '-' && c != '.'; }, '_');
    return text;
}

/// Six hexadecimal digits of a name (FNV-1a), the same in every run and on every machine.
std::string digestOf(std::string_view name)
{
    std::uint32_t hash = 2166136261U;
    for (const char c : name) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    const std::array octets{static_cast<char>(hash), static_cast<char>(hash >> 8), static_cast<char>(hash >> 16)};
    return toHex({octets.data(), octets.size()});
}

/// Labels by metric, each its own: the long ones are cut, unless two would then be the same, and a name that is no
/// label itself gets a digest where it would become another's.
std::vector<std::string> labels(const std::vector<Metric>& metrics)
{
    std::map<std::string, std::size_t> uses;
    std::map<std::string, std::size_t> cutUses;
    for (const auto& metric : metrics) {
        const auto whole = label(metric.name);
        ++uses[whole];
        ++cutUses[shortened(whole)];
    }
    std::vector<std::string> all;
    for (const auto& metric : metrics) {
        const auto whole = label(metric.name);
        const auto cut = shortened(whole);
        if (uses.at(whole) > 1 && whole != metric.name) {
            all.push_back(whole + "_" + digestOf(metric.name));
        } else {
            all.push_back(cutUses.at(cut) == 1 ? cut : whole);
        }
    }
    return all;
}

/// Icinga 2 keeps only plain numbers as limits, so the shortest equal form counts.
std::string limit(const std::optional<Range>& range)
{
    return range ? range->toString() : "";
}

std::string shown(const Scalar& value)
{
    struct Visitor {
        std::string operator()(bool flag) const { return flag ? "yes" : "no"; }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const { return formatNumber(number); }
        std::string operator()(const std::string& text) const { return safe(text); }
    };
    return std::visit(Visitor{}, value);
}

std::string shown(const Row& row)
{
    std::string text;
    for (const auto& [name, value] : row) {
        if (const auto* words = std::get_if<std::string>(&value); words != nullptr && words->empty()) {
            continue;
        }
        text += (text.empty() ? "" : ", ") + name + " " + shown(value);
    }
    return text;
}

void appendObservations(std::string& out, const Observations& observations)
{
    if (!observations.facts.empty()) {
        out += "seen: " + shown(observations.facts) + "\n";
    }
    for (const auto& [name, rows] : observations.tables) {
        for (const auto& row : rows) {
            out += name + ": " + shown(row) + "\n";
        }
    }
}

} // namespace

std::string renderPerfdata(const std::vector<Metric>& metrics)
{
    std::string out;
    const auto names = labels(metrics);
    auto next = names.begin();
    for (const auto& metric : metrics) {
        auto item = *next++ + "=" + formatNumber(metric.value) + metric.unit + ";" + limit(metric.threshold.warning) +
                    ";" + limit(metric.threshold.critical) + ";" + (metric.min ? formatNumber(*metric.min) : "") + ";" +
                    (metric.max ? formatNumber(*metric.max) : "");
        item.erase(item.find_last_not_of(';') + 1);
        out += (out.empty() ? "" : " ") + item;
    }
    return out;
}

std::string renderText(const Report& report, int verbosity)
{
    auto out = report.service + " " + std::string(toString(report.status())) + " - ";
    out += trim(safe(readable(report.headline()))); // a peer's text may end with blanks
    if (!report.metrics.empty()) {
        out += " | " + renderPerfdata(report.metrics);
    }
    out += "\n";
    std::map<std::string, std::size_t> told;
    for (const auto& finding : report.findings) {
        if (finding.status == Status::Ok && verbosity < 1) {
            continue;
        }
        if (++told[finding.id] > mostOfOneKind) {
            continue;
        }
        out += "[" + std::string(toString(finding.status)) + "] " + finding.id + " " +
               safe((finding.subject.empty() ? "" : finding.subject + ": ") + readable(finding.message)) + "\n";
        if (!finding.remedy.empty()) {
            out += "  what to do: " + safe(finding.remedy) + "\n";
        }
        if (verbosity >= 1 && !finding.reference.empty()) {
            out += "  reference: " + finding.reference + "\n";
        }
    }
    for (const auto& [id, number] : told) {
        if (number > mostOfOneKind) {
            out += "and " + std::to_string(number - mostOfOneKind) + " more " + id + "; --format json shows all\n";
        }
    }
    const auto appendLines = [&](const std::vector<std::string>& lines) {
        for (const auto& line : lines) {
            out += safe(line) + "\n";
        }
    };
    if (verbosity == 1) {
        appendLines(report.replies); // the transcript holds them too
    }
    if (verbosity >= 2) {
        appendLines(report.transcript);
    }
    if (verbosity >= 3) {
        appendObservations(out, report.observations);
    }
    return out;
}

} // namespace mpm
