// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dmarc/record.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/tag_list.hpp"

#include <algorithm>
#include <array>

namespace mpm::checkMailAuth {
namespace {

constexpr std::array<std::string_view, 14> knownTags{"v",    "p",   "sp", "np", "rua", "ruf", "adkim",
                                                     "aspf", "pct", "fo", "rf", "ri",  "t",   "psd"};

bool isKnown(std::string_view name)
{
    return std::find(knownTags.begin(), knownTags.end(), name) != knownTags.end();
}

std::string shown(std::string_view name, std::string_view value)
{
    return "\"" + harmless(std::string(name) + "=" + std::string(value), 80) + "\"";
}

void readAction(const Tag& tag, std::optional<DmarcAction>& into, DmarcRecord& record)
{
    into = parseDmarcAction(tag.value);
    if (!into) {
        record.faults.push_back(shown(tag.name, tag.value) + " is not none, quarantine or reject");
        record.unreadable = true;
    }
}

void readAlignment(const Tag& tag, Alignment& into, DmarcRecord& record)
{
    if (equalIgnoringCase(tag.value, "s")) {
        into = Alignment::Strict;
    } else if (!equalIgnoringCase(tag.value, "r")) {
        record.faults.push_back(shown(tag.name, tag.value) + " is neither r (relaxed) nor s (strict)");
    }
}

void readPercent(const Tag& tag, DmarcRecord& record)
{
    const auto percent = parseWhole<unsigned>(tag.value);
    if (percent && *percent <= 100) {
        record.percent = percent;
    } else {
        record.faults.push_back(shown(tag.name, tag.value) + " is no number from 0 to 100");
    }
}

void readSuffix(const Tag& tag, DmarcRecord& record)
{
    if (equalIgnoringCase(tag.value, "y")) {
        record.suffix = SuffixKind::Public;
    } else if (equalIgnoringCase(tag.value, "n")) {
        record.suffix = SuffixKind::Organisation;
    } else if (!equalIgnoringCase(tag.value, "u")) {
        record.faults.push_back(shown(tag.name, tag.value) + " is not y, n or u");
    }
}

/// Words that say when failures are reported (fo), with colons between them.
void checkFailureOptions(const Tag& tag, DmarcRecord& record)
{
    for (const auto& word : split(tag.value, ':')) {
        if (word != "0" && word != "1" && !equalIgnoringCase(word, "d") && !equalIgnoringCase(word, "s")) {
            record.faults.push_back(shown(tag.name, tag.value) + " is not made of 0, 1, d and s");
            return;
        }
    }
}

void readTag(const Tag& tag, DmarcRecord& record)
{
    if (tag.name == "p") {
        readAction(tag, record.policy, record);
    } else if (tag.name == "sp") {
        readAction(tag, record.subdomains, record);
    } else if (tag.name == "np") {
        readAction(tag, record.nonexistent, record);
    } else if (tag.name == "adkim") {
        readAlignment(tag, record.dkim, record);
    } else if (tag.name == "aspf") {
        readAlignment(tag, record.spf, record);
    } else if (tag.name == "pct") {
        readPercent(tag, record);
    } else if (tag.name == "psd") {
        readSuffix(tag, record);
    } else if (tag.name == "rua" || tag.name == "ruf") {
        (tag.name == "rua" ? record.aggregate : record.failures) = tag.value;
        if (tag.value.empty()) {
            record.faults.push_back(tag.name + "= names no address");
        }
    } else if (tag.name == "fo") {
        checkFailureOptions(tag, record);
    } else if (tag.name == "t") {
        record.testing = equalIgnoringCase(tag.value, "y");
        if (!record.testing && !equalIgnoringCase(tag.value, "n")) {
            record.faults.push_back(shown(tag.name, tag.value) + " is neither y nor n");
        }
    } else if (tag.name == "ri" && !parseWhole<std::uint32_t>(tag.value)) {
        record.faults.push_back(shown(tag.name, tag.value) + " is no number of seconds");
    }
}

} // namespace

bool isDmarc(std::string_view text)
{
    if (text.empty() || text.front() != 'v') { // no blank stands before it (RFC 7489 section 6.4)
        return false;
    }
    const auto end = text.find(';');
    const auto tags = readTags(text.substr(0, end));
    return tags.tags.size() == 1 && tags.tags.front().name == "v" && tags.tags.front().value == "DMARC1";
}

bool looksLikeDmarc(std::string_view text)
{
    std::string squeezed;
    for (const char c : text.substr(0, 60)) {
        if (std::string_view(" \t\"'\\").find(c) == std::string_view::npos) {
            squeezed += toLower(c);
        }
    }
    return squeezed.starts_with("v=dmarc") || squeezed.starts_with("v:dmarc") || squeezed.starts_with("dmarc") ||
           squeezed.starts_with("p=reject") || squeezed.starts_with("p=quarantine") || squeezed.starts_with("p=none");
}

DmarcRecord readDmarcRecord(std::string_view text)
{
    DmarcRecord record;
    const auto tags = readTags(text);
    if (!isDmarc(text)) {
        record.faults.push_back("it does not begin with \"v=DMARC1;\", letter by letter");
    }
    for (const auto& part : tags.broken) {
        record.faults.push_back("\"" + harmless(part, 60) + "\" is no tag=value");
    }
    std::vector<std::string> names;
    for (auto tag : tags.tags) {
        if (!isKnown(tag.name) && isKnown(toLower(tag.name))) {
            addOnce(record.upperCase, harmless(tag.name, 20));
            tag.name = toLower(tag.name);
        }
        if (std::find(names.begin(), names.end(), tag.name) != names.end()) {
            addOnce(record.faults, "the tag " + harmless(tag.name, 20) + "= stands twice");
            continue; // the first counts
        }
        names.push_back(tag.name);
        if (isKnown(tag.name)) {
            readTag(tag, record);
        } else {
            addOnce(record.unknown, harmless(tag.name, 20));
        }
    }
    if (std::find(names.begin(), names.end(), "p") == names.end()) {
        record.faults.emplace_back("there is no policy (p=)");
    }
    return record;
}

} // namespace mpm::checkMailAuth
