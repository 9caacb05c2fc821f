// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/mistakes.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/spf/network.hpp"
#include "check_mail_auth/spf/record.hpp"

#include <array>
#include <set>
#include <variant>

namespace mpm::checkMailAuth {
namespace {

/// The term, if a record of it alone can be read, and as what it looks like.
std::string ifSound(std::string term)
{
    const auto record = parseSpf("v=spf1 " + term);
    const auto* read = std::get_if<SpfRecord>(&record);
    return read != nullptr && read->mistaken.empty() ? std::move(term) : std::string();
}

std::string withAddress(std::string_view address)
{
    for (const auto family : {Family::IPv4, Family::IPv6}) {
        if (Network::parse(address, family)) {
            return (family == Family::IPv4 ? "ip4:" : "ip6:") + std::string(address);
        }
    }
    return {};
}

struct Misspelt {
    std::string_view is;
    std::string_view meant;
};

constexpr std::array misspelt{
    Misspelt{"ipv4:", "ip4:"},        Misspelt{"ipv6:", "ip6:"},       Misspelt{"ip:", "ip4:"},
    Misspelt{"ip4=", "ip4:"},         Misspelt{"ip6=", "ip6:"},        Misspelt{"includes:", "include:"},
    Misspelt{"inlcude:", "include:"}, Misspelt{"inclue:", "include:"}, Misspelt{"redirect:", "redirect="},
    Misspelt{"exp:", "exp="},         Misspelt{"mx=", "mx:"},          Misspelt{"a=", "a:"},
    Misspelt{"include=", "include:"}, Misspelt{"exists=", "exists:"},  Misspelt{"ptr=", "ptr:"},
    Misspelt{"ipv4=", "ip4:"},        Misspelt{"ipv6=", "ip6:"},       Misspelt{"exist:", "exists:"},
};

SpfMistake atTheEnd(std::string_view term)
{
    auto bare = term;
    while (!bare.empty() && std::string_view(",;\"'\\").find(bare.back()) != std::string_view::npos) {
        bare.remove_suffix(1);
    }
    while (!bare.empty() && std::string_view("\"'\\").find(bare.front()) != std::string_view::npos) {
        bare.remove_prefix(1);
    }
    if (bare.size() == term.size()) {
        return {};
    }
    return {bare.empty() ? "is no term: only blanks stand between terms"
                         : "has a sign too many: terms are set apart by blanks alone, without commas or quotes",
            bare.empty() ? std::string() : ifSound(std::string(bare))};
}

/// "-all" of "all-", "--all", and of an all with a dash as word processors make them; empty for anything else.
std::string allIn(std::string_view term)
{
    for (const auto* dash : {"\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92"}) {
        if (term.starts_with(dash) && equalIgnoringCase(term.substr(3), "all")) {
            return "-all";
        }
    }
    const auto first = term.find_first_not_of("-~?+");
    const auto last = term.find_last_not_of("-~?+");
    if (first == std::string_view::npos || !equalIgnoringCase(term.substr(first, last - first + 1), "all")) {
        return {};
    }
    return std::string(1, first > 0 ? term.front() : last + 1 < term.size() ? term.back() : '+') + "all";
}

/// Two terms of one without the blank between them: "ip4:192.0.2.1-all".
std::string withBlankBeforeAll(std::string_view term)
{
    const auto at = term.size() < 5 ? 0 : term.size() - 4;
    const auto all = allIn(term.substr(at));
    const auto head = ifSound(std::string(term.substr(0, at)));
    return all.empty() || head.empty() || !equalIgnoringCase(all, term.substr(at)) ? std::string() : head + " " + all;
}

/// The term as it was probably meant, also where it has two faults at once ("ipv4:192.0.2.1,").
std::string wellMeant(std::string_view term)
{
    for (auto mended : {mistakeIn(term).mended, allIn(term), withBlankBeforeAll(term)}) {
        if (!mended.empty()) {
            return mended;
        }
    }
    const auto first = term.find_first_not_of(",;\"'\\");
    const auto last = term.find_last_not_of(",;\"'\\");
    return first == std::string_view::npos ? std::string() : mistakeIn(term.substr(first, last - first + 1)).mended;
}

} // namespace

SpfMistake mistakeIn(std::string_view term)
{
    if (auto mistake = atTheEnd(term); !mistake.sentence.empty()) {
        return mistake;
    }
    if (term.find('\t') != std::string_view::npos) {
        return {"holds a TAB where only a blank sets terms apart", ""};
    }
    const auto qualifier = term.find_first_not_of("+-~?");
    if (qualifier == std::string_view::npos) {
        return {"is no term: a qualifier stands directly before its mechanism, without a blank", ""};
    }
    const auto sign = std::string(term.substr(0, qualifier));
    const auto bare = term.substr(qualifier);
    if (const auto address = withAddress(bare); !address.empty()) {
        return {"is an address without ip4: or ip6: before it", sign + address};
    }
    for (const auto& each : misspelt) {
        if (startsWithIgnoringCase(bare, each.is)) {
            const auto value = bare.substr(each.is.size());
            const auto address = each.meant.starts_with("ip") ? withAddress(value) : std::string();
            return {"is misspelt: SPF writes " + std::string(each.meant),
                    ifSound(sign + (address.empty() ? std::string(each.meant) + std::string(value) : address))};
        }
    }
    const auto colon = bare.find(':');
    const auto value = colon == std::string_view::npos ? std::string_view() : bare.substr(colon + 1);
    const auto name = bare.substr(0, colon);
    if (startsWithIgnoringCase(name, "ip") && !withAddress(value).empty()) {
        return {"has an address of the other family", sign + withAddress(value)};
    }
    if ((equalIgnoringCase(name, "include") || equalIgnoringCase(name, "a") || equalIgnoringCase(name, "mx")) &&
        !withAddress(value).empty()) {
        return {"names an address where a domain belongs", sign + withAddress(value)};
    }
    if (value.find("//") != std::string_view::npos && value.find(':') != std::string_view::npos) {
        return {"holds an URL where a domain belongs", ""};
    }
    if (value.find('@') != std::string_view::npos) {
        return {"holds a mail address where a domain belongs", ""};
    }
    if (startsWithIgnoringCase(bare, "v=spf1")) {
        return {"is the beginning of a second record in the same one", ""};
    }
    return {};
}

MendedSpf mendedRecord(std::string_view record)
{
    auto words = splitWords(record);
    MendedSpf mended{"v=spf1"};
    std::set<std::string> modifiers; // which may stand there once
    for (std::size_t i = 1; i < words.size(); ++i) {
        auto term = ifSound(words[i]);
        if (term.empty() && i + 1 < words.size() &&
            std::string_view(":=+-~?").find(words[i].back()) != std::string_view::npos) {
            term = ifSound(words[i] + words[i + 1]);
            i += term.empty() ? 0 : 1;
        }
        if (term.empty()) {
            term = wellMeant(words[i]);
        }
        const auto modifier = toLower(term.substr(0, term.find('=') + 1));
        const bool again = (modifier == "redirect=" || modifier == "exp=") && !modifiers.insert(modifier).second;
        if (term.empty() || again) {
            mended.whole = false;
        } else {
            mended.record += " " + term;
        }
    }
    return mended.record == "v=spf1" ? MendedSpf() : mended;
}

SpfMistake whyNoSpf(std::string_view text)
{
    constexpr std::string_view quotes = "\"'\\";
    const auto bare = trim(text);
    const auto quoted = harmless(text, 80);
    if (bare.size() < text.size() && startsWithIgnoringCase(bare, "v=spf1")) {
        return {"\"" + quoted + "\" is none, since a blank stands before v=spf1", mendedRecord(bare).record};
    }
    if (!bare.empty() && quotes.find(bare.front()) != std::string_view::npos &&
        startsWithIgnoringCase(bare.substr(bare.find_first_not_of(quotes)), "v=spf1")) {
        return {"\"" + quoted + "\" is none, since the quotes are part of the text",
                mendedRecord(bare.substr(bare.find_first_not_of(quotes))).record};
    }
    std::string squeezed;
    for (const char c : bare.substr(0, 40)) {
        if (c != ' ') {
            squeezed += toLower(c);
        }
    }
    if (squeezed.starts_with("v=spf1") || squeezed.starts_with("v:spf1") || squeezed.starts_with("v=spf") ||
        squeezed.starts_with("spf1") || squeezed.starts_with("spf2.0/") || squeezed.starts_with("v-spf1")) {
        return {"\"" + quoted + "\" is none: a record begins with \"v=spf1\" and a blank", ""};
    }
    return {};
}

} // namespace mpm::checkMailAuth
