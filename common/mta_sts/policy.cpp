// SPDX-License-Identifier: GPL-3.0-or-later
#include "mta_sts/policy.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check/usage_error.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace mpm {
namespace {

constexpr std::uint64_t longestMaxAge = 31557600; // RFC 8461 section 3.2: about a year

/// The fields of "v=X; a=b; c=d" behind the first; nothing where one of them has no "=".
std::optional<std::map<std::string, std::string>> fieldsOf(const std::string& record)
{
    std::map<std::string, std::string> fields;
    auto parts = split(record, ';');
    if (!parts.empty() && parts.back().empty()) {
        parts.pop_back(); // the last semicolon may stand or not
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const auto equals = parts[i].find('=');
        if (equals == std::string::npos || equals == 0) {
            return std::nullopt;
        }
        fields.emplace(trim(parts[i].substr(0, equals)), trim(parts[i].substr(equals + 1)));
    }
    return fields;
}

/// Whether somebody meant a text to be a record of some version: "v=...", with blanks and capital letters as they come.
bool isVersioned(const std::string& text)
{
    std::string squeezed;
    for (const char c : text.substr(0, 20)) {
        squeezed += c == ' ' || c == '\t' ? "" : std::string(1, toLower(c));
    }
    return squeezed.starts_with("v=");
}

/// The one record of this version; texts of other kinds under the same name don't count.
PolicyRecord theOnly(const std::vector<std::string>& texts, const std::string& version)
{
    std::vector<std::string> candidates;
    for (const auto& text : texts) {
        const auto rest = text.starts_with(version) ? trim(std::string_view(text).substr(version.size())) : "x";
        if (rest.empty() || rest.starts_with(';')) {
            candidates.push_back(text);
        }
    }
    PolicyRecord record;
    if (candidates.size() == 1) {
        record.state = PolicyRecord::State::Valid;
        record.value = candidates.front();
    } else if (candidates.size() > 1) {
        record.state = PolicyRecord::State::Several;
        record.detail = std::to_string(candidates.size()) + " records begin with " + version;
    } else if (!texts.empty()) {
        record.detail = "\"" + harmless(texts.front(), 80) + "\" does not begin with \"" + version + ";\"";
        record.state = isVersioned(texts.front()) ? PolicyRecord::State::Invalid : PolicyRecord::State::Missing;
    }
    return record;
}

/// mailto: with an address, or https: with a host (RFC 8460 section 3); "!" and "," must be percent-encoded.
bool isReportUri(const std::string& uri)
{
    if (uri.find_first_of(" \t!") != std::string::npos) {
        return false;
    }
    if (startsWithIgnoringCase(uri, "https://")) {
        return uri.size() > 8 && uri[8] != '/';
    }
    const auto at = uri.find('@');
    return startsWithIgnoringCase(uri, "mailto:") && at != std::string::npos && at > 7 && at + 1 < uri.size();
}

PolicyRecord invalid(const std::string& text, const std::string& why)
{
    return {PolicyRecord::State::Invalid, "", "\"" + harmless(text, 80) + "\" " + why};
}

StsFault fault(const std::string& sentence)
{
    return {sentence};
}

/// What an editor puts before a file's first letter (Unicode 15, section 23.8).
std::optional<StsFault> byteOrderMark(std::string_view text)
{
    constexpr std::string_view remedy =
        "Save the file as plain ASCII, or UTF-8 without a byte order mark, and without anything before \"version\": "
        "editors on Windows add the mark unasked, and senders then read no version.";
    if (text.starts_with("\xEF\xBB\xBF")) {
        return StsFault{"the file begins with a byte order mark", remedy};
    }
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return StsFault{"the file is in UTF-16", remedy};
    }
    return std::nullopt;
}

StsFault notSmall(const std::string& kind, const std::string& word)
{
    return {
        "the " + kind + " \"" + harmless(word, 40) + "\" is not in small letters",
        "Write the keys version, mode, mx and max_age and the mode in small letters: senders compare them letter by "
        "letter (RFC 8461 section 3.2)."};
}

std::optional<StsMode> parseMode(std::string_view text)
{
    for (const auto mode : {StsMode::None, StsMode::Testing, StsMode::Enforce}) {
        if (text == toString(mode)) {
            return mode;
        }
    }
    return std::nullopt;
}

bool isPattern(const std::string& text)
{
    const auto name = text.starts_with("*.") ? text.substr(2) : text;
    try {
        return name.find('*') == std::string::npos && DnsName::parse(name).isHostName();
    } catch (const UsageError&) {
        return false;
    }
}

struct Fields {
    std::map<std::string, std::string> first;
    std::vector<std::string> mx;
};

std::variant<Fields, StsFault> readLines(std::string_view text)
{
    if (auto mark = byteOrderMark(text)) {
        return std::move(*mark);
    }
    Fields fields;
    for (auto line : split(text, '\n')) {
        if (line.ends_with('\r')) {
            line.pop_back();
        }
        if (trim(line).empty()) {
            continue;
        }
        const auto colon = line.find(':');
        if (colon == std::string::npos || colon == 0) {
            return fault("the line \"" + harmless(line, 60) + "\" is not of the form key: value");
        }
        const auto key = std::string(trim(line.substr(0, colon)));
        const auto value = std::string(trim(line.substr(colon + 1)));
        if (key == "mx") {
            fields.mx.push_back(toLower(value));
        } else {
            fields.first.emplace(key, value);
        }
    }
    return fields;
}

std::optional<std::uint64_t> parseMaxAge(std::string_view text)
{
    const auto value = parseWhole<std::uint64_t>(text);
    return text.size() <= 10 && value && *value <= longestMaxAge ? value : std::nullopt;
}

} // namespace

PolicyRecord readStsRecord(const std::vector<std::string>& texts)
{
    auto record = theOnly(texts, "v=STSv1");
    if (record.state != PolicyRecord::State::Valid) {
        return record;
    }
    const auto text = record.value;
    const auto fields = fieldsOf(text);
    if (!fields) {
        return invalid(text, "has a field without \"=\"");
    }
    const auto id = fields->find("id");
    if (id == fields->end() || id->second.empty() || id->second.size() > 32 || !isAlphanumeric(id->second)) {
        return invalid(text, "has no id of 1 to 32 letters and digits");
    }
    record.value = id->second;
    return record;
}

PolicyRecord readReportRecord(const std::vector<std::string>& texts)
{
    auto record = theOnly(texts, "v=TLSRPTv1");
    if (record.state != PolicyRecord::State::Valid) {
        return record;
    }
    const auto text = record.value;
    const auto fields = fieldsOf(text);
    if (!fields) {
        return invalid(text, "has a field without \"=\"");
    }
    const auto rua = fields->find("rua");
    if (rua == fields->end()) {
        return invalid(text, "has no rua field");
    }
    const auto addresses = split(rua->second, ',');
    for (const auto& address : addresses) {
        if (!isReportUri(address)) {
            return invalid(text, "has \"" + harmless(address, 60) + "\" where a mailto: or https: address must stand");
        }
    }
    if (addresses.empty()) {
        return invalid(text, "has an empty rua field");
    }
    record.value = harmless(rua->second);
    return record;
}

std::string_view toString(StsMode mode)
{
    switch (mode) {
    case StsMode::None: return "none";
    case StsMode::Testing: return "testing";
    case StsMode::Enforce: return "enforce";
    }
    return "none";
}

bool StsPolicy::allows(const DnsName& host) const
{
    return std::any_of(mx.begin(), mx.end(), [&](const std::string& pattern) {
        return pattern.starts_with("*.") ? host.parent() == DnsName::parse(pattern.substr(2)) && !host.isRoot()
                                         : host == DnsName::parse(pattern);
    });
}

std::variant<StsPolicy, StsFault> parseStsPolicy(std::string_view text)
{
    const auto read = readLines(text);
    if (const auto* wrong = std::get_if<StsFault>(&read)) {
        return *wrong;
    }
    const auto& fields = std::get<Fields>(read);
    const auto value = [&](const std::string& key) -> std::optional<std::string> {
        const auto found = fields.first.find(key);
        return found == fields.first.end() ? std::nullopt : std::optional(found->second);
    };
    const auto missing = [&](const std::string& key, const std::string& sentence) {
        const auto like = std::find_if(fields.first.begin(), fields.first.end(),
                                       [&](const auto& field) { return toLower(field.first) == key; });
        return like == fields.first.end() ? fault(sentence) : notSmall("key", like->first);
    };
    if (value("version") != "STSv1") {
        return value("version") ? fault("the version is \"" + harmless(*value("version"), 40) + "\", not STSv1")
                                : missing("version", "there is no \"version: STSv1\"");
    }
    const auto mode = parseMode(value("mode").value_or(""));
    if (!mode) {
        const auto given = value("mode").value_or("");
        return given.empty() ? missing("mode", "there is no mode")
               : parseMode(toLower(given))
                   ? notSmall("mode", given)
                   : fault("the mode is \"" + harmless(given, 40) + "\", not enforce, testing or none");
    }
    const auto maxAge = parseMaxAge(value("max_age").value_or(""));
    if (!maxAge) {
        return value("max_age") ? fault("the max_age is \"" + harmless(*value("max_age"), 40) +
                                        "\", not a number of seconds up to 31557600")
                                : missing("max_age", "there is no max_age");
    }
    if (fields.mx.empty() && *mode != StsMode::None) {
        return missing("mx", "there is no mx line");
    }
    for (const auto& pattern : fields.mx) {
        if (!isPattern(pattern)) {
            return fault("the mx line \"" + harmless(pattern, 60) + "\" is no host name, nor \"*.\" before one");
        }
    }
    return StsPolicy{*mode, *maxAge, fields.mx};
}

} // namespace mpm
