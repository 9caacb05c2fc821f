// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/published.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/spf/findings.hpp"

#include <algorithm>
#include <array>

namespace mpm::checkMailAuth {
namespace {

/// The strings of a TXT record, each with its length in front of it in the data.
std::vector<std::string_view> stringsOf(std::string_view rdata)
{
    std::vector<std::string_view> strings;
    while (!rdata.empty()) {
        const auto size = std::min<std::size_t>(static_cast<unsigned char>(rdata.front()), rdata.size() - 1);
        strings.push_back(rdata.substr(1, size));
        rdata.remove_prefix(size + 1);
    }
    return strings;
}

/// Whether a text begins as a term does. Of a word that could be a part of a name ("all.example") all must be there.
bool beginsLikeTerm(std::string_view text)
{
    constexpr std::array starts{
        "include:", "ip4:", "ip6:", "a:", "mx:", "exists:", "redirect=", "ptr:", "-all", "~all", "?all", "+all"};
    constexpr std::array words{"all", "ptr"};
    const auto first = text.substr(0, text.find(' '));
    return std::any_of(starts.begin(), starts.end(),
                       [&](const char* start) { return startsWithIgnoringCase(text, start); }) ||
           std::any_of(words.begin(), words.end(), [&](const char* word) { return equalIgnoringCase(first, word); });
}

/// The strings of each record that begins with v=spf1 and stands in several.
std::vector<std::vector<std::string_view>> piecesOf(const std::vector<DnsRecord>& records)
{
    std::vector<std::vector<std::string_view>> pieces;
    for (const auto& record : records) {
        auto strings = stringsOf(record.rdata);
        if (strings.size() > 1 && startsWithIgnoringCase(strings.front(), "v=spf1")) {
            pieces.push_back(std::move(strings));
        }
    }
    return pieces;
}

/// "...example.netinclude:...", where two strings were joined that were meant as two terms; empty when none were.
std::string seamIn(const SpfSelection& own)
{
    const auto records = own.answer->records();
    for (const auto& strings : piecesOf(records)) {
        for (std::size_t i = 1; i < strings.size(); ++i) {
            const auto before = strings[i - 1];
            // A string of 255 octets was cut because it was full.
            if (before.size() < 255 && !before.empty() && before.back() != ' ' && beginsLikeTerm(strings[i])) {
                const auto tail = before.substr(before.size() - std::min<std::size_t>(20, before.size()));
                return "\"" + harmless(tail) + harmless(strings[i].substr(0, 20)) + "\"";
            }
        }
    }
    return {};
}

/// The octets of an answer with these records alone: signatures that come beside them are not the domain's to shorten.
std::size_t octetsOf(const DnsAnswer& answer)
{
    std::size_t octets = 12 + answer.question.name.wire().size() + 4;
    for (const auto& record : answer.records()) {
        octets += 12 + record.rdata.size();
    }
    return octets;
}

} // namespace

std::string joinedWithBlanks(const SpfSelection& own)
{
    const auto records = own.answer->records();
    for (const auto& strings : piecesOf(records)) {
        std::string text;
        for (const auto string : strings) {
            text += (text.empty() || text.back() == ' ' ? "" : " ") + std::string(trim(string));
        }
        if (const auto read = parseSpf(text); std::holds_alternative<SpfRecord>(read)) {
            return text;
        }
    }
    return {};
}

std::vector<Finding> judgePublished(const SpfSelection& own, const DnsAnswer* ofOldType)
{
    constexpr std::size_t oldUdp = 512;
    constexpr std::size_t largestUdp = 4096; // that resolvers of receivers offer; many domains need TCP or EDNS today
    std::vector<Finding> findings;
    const auto domain = own.answer->question.name.toString();
    if (const auto seam = seamIn(own); !seam.empty()) {
        findings.push_back(
            found(spfFindings.joined, domain, "the strings of the SPF record are joined without a blank: " + seam));
    }
    if (const auto octets = octetsOf(*own.answer); octets > oldUdp) {
        findings.push_back(found(spfFindings.answerSize, domain,
                                 "the TXT records take an answer of " + std::to_string(octets) + " octets"));
        if (octets > largestUdp) {
            findings.back().message += ", more than one by UDP holds";
            findings.back().status = Status::Warning;
        }
    }
    const auto old = ofOldType == nullptr ? std::vector<TxtRecord>() : ofOldType->values<TxtRecord>();
    if (!old.empty()) {
        const bool same = old.size() == 1 && old.front().text.raw() == own.texts.front();
        findings.push_back(found(spfFindings.oldType, domain,
                                 same ? "there is a record of the type SPF beside the TXT record"
                                      : "there is a record of the type SPF that says something else: \"" +
                                            old.front().text.shown() + "\""));
        findings.back().status = same ? Status::Ok : Status::Warning;
    }
    return findings;
}

} // namespace mpm::checkMailAuth
