// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/record.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/spf/macro.hpp"
#include "check_mail_auth/spf/mistakes.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm::checkMailAuth {
namespace {

struct MechanismName {
    std::string_view name;
    SpfMechanism mechanism;
};

constexpr std::array mechanisms{
    MechanismName{"all", SpfMechanism::All}, MechanismName{"include", SpfMechanism::Include},
    MechanismName{"a", SpfMechanism::A},     MechanismName{"mx", SpfMechanism::Mx},
    MechanismName{"ptr", SpfMechanism::Ptr}, MechanismName{"ip4", SpfMechanism::Ip4},
    MechanismName{"ip6", SpfMechanism::Ip6}, MechanismName{"exists", SpfMechanism::Exists},
};

/// Thrown while one term is read.
struct Wrong {
    std::string sentence;
};

SpfQualifier takeQualifier(std::string_view& text)
{
    constexpr std::string_view signs = "+-~?";
    const auto at = text.empty() ? std::string_view::npos : signs.find(text.front());
    if (at == std::string_view::npos) {
        return SpfQualifier::Pass;
    }
    text.remove_prefix(1);
    constexpr std::array meanings{SpfQualifier::Pass, SpfQualifier::Fail, SpfQualifier::SoftFail,
                                  SpfQualifier::Neutral};
    return meanings.at(at);
}

unsigned readLength(std::string_view digits, unsigned most)
{
    const auto bits = parseWhole<unsigned>(digits);
    if (!bits || *bits > most || (digits.size() > 1 && digits.front() == '0')) {
        throw Wrong{"has the prefix length \"" + harmless(digits, 20) + "\", which is not 0 to " +
                    std::to_string(most)};
    }
    return *bits;
}

/// The digits at the end of a text behind this sign, taken off it together with the sign; nothing where there are none.
std::optional<std::string_view> takeDigitsBehind(std::string_view& text, std::string_view sign)
{
    const auto at = text.find_last_not_of("0123456789");
    const auto digits = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    if (digits.empty() || !text.substr(0, at + 1).ends_with(sign)) {
        return std::nullopt;
    }
    text.remove_suffix(digits.size() + sign.size());
    return digits;
}

/// "/24", "//64" or "/24//64" at the end of a and mx (dual-cidr-length). A slash with anything else behind it is part
/// of the domain, which may hold one.
void takeLengths(std::string_view& text, SpfTerm& term)
{
    if (const auto digits = takeDigitsBehind(text, "//")) {
        term.bits6 = readLength(*digits, 128);
    }
    if (const auto digits = takeDigitsBehind(text, "/")) {
        term.bits4 = readLength(*digits, 32);
    }
}

void readDomain(std::string_view spec, SpfTerm& term)
{
    if (const auto fault = faultOfDomainSpec(spec); !fault.empty()) {
        throw Wrong{fault};
    }
    term.domain = spec;
}

void readNetwork(std::string_view text, SpfTerm& term)
{
    const bool four = term.mechanism == SpfMechanism::Ip4;
    term.network = Network::parse(text, four ? Family::IPv4 : Family::IPv6);
    if (!term.network) {
        throw Wrong{std::string("names no ") + (four ? "IPv4" : "IPv6") + " address or network"};
    }
}

/// What stands behind the name of a mechanism: "", ":value", "/24".
void readArgument(std::string_view rest, SpfTerm& term)
{
    const bool given = rest.starts_with(':');
    switch (term.mechanism) {
    case SpfMechanism::All:
        if (!rest.empty()) {
            throw Wrong{"has something behind \"all\""};
        }
        break;
    case SpfMechanism::Include:
    case SpfMechanism::Exists:
        if (!given) {
            throw Wrong{"names no domain"};
        }
        readDomain(rest.substr(1), term);
        break;
    case SpfMechanism::Ip4:
    case SpfMechanism::Ip6:
        if (!given) {
            throw Wrong{"names no address"};
        }
        readNetwork(rest.substr(1), term);
        break;
    case SpfMechanism::A:
    case SpfMechanism::Mx: takeLengths(rest, term); [[fallthrough]];
    case SpfMechanism::Ptr:
        if (given) {
            readDomain(rest.substr(1), term);
        } else if (!rest.empty()) {
            throw Wrong{"has something behind the mechanism's name"};
        }
        break;
    }
}

SpfTerm readMechanism(std::string_view text)
{
    SpfTerm term;
    term.text = text;
    auto rest = text;
    term.qualifier = takeQualifier(rest);
    const auto name = rest.substr(0, rest.find_first_of(":/"));
    const auto known = std::find_if(mechanisms.begin(), mechanisms.end(),
                                    [&](const MechanismName& each) { return equalIgnoringCase(each.name, name); });
    if (known == mechanisms.end()) {
        throw Wrong{"is no mechanism that SPF knows"};
    }
    term.mechanism = known->mechanism;
    readArgument(rest.substr(name.size()), term);
    return term;
}

/// Whether a text is the name of a modifier (RFC 7208 section 12, name).
bool isModifierName(std::string_view text)
{
    return !text.empty() && isLetter(text.front()) && isAlphanumeric(text, "-_.");
}

/// "name=value". An unknown one is passed over, but its value is a macro-string all the same.
void readModifier(std::string_view name, std::string_view value, SpfRecord& record)
{
    for (const auto& [known, field] :
         {std::pair{"redirect", &record.redirect}, std::pair{"exp", &record.explanation}}) {
        if (!equalIgnoringCase(name, known)) {
            continue;
        }
        if (!field->empty()) {
            throw Wrong{"is the second " + std::string(known) + ", of which there may be one"};
        }
        if (const auto fault = faultOfDomainSpec(value); !fault.empty()) {
            throw Wrong{fault};
        }
        *field = value;
        return;
    }
    if (const auto fault = faultOfMacroString(value); !fault.empty()) {
        throw Wrong{fault};
    }
    constexpr std::array names{"include", "a", "mx", "ptr", "ip4", "ip6", "exists", "ipv4", "ipv6"};
    if (std::any_of(names.begin(), names.end(), [&](const char* each) { return equalIgnoringCase(name, each); })) {
        record.mistaken.push_back(std::string(name) + "=" + std::string(value));
    }
}

void noteIgnored(SpfRecord& record)
{
    const auto* all = record.all();
    if (all == nullptr) {
        return;
    }
    for (const auto* term = all + 1; term != record.terms.data() + record.terms.size(); ++term) {
        record.ignored.push_back(term->text);
    }
    if (!record.redirect.empty()) {
        record.ignored.push_back("redirect=" + record.redirect);
    }
}

} // namespace

bool asksTheDns(SpfMechanism mechanism)
{
    return mechanism != SpfMechanism::All && mechanism != SpfMechanism::Ip4 && mechanism != SpfMechanism::Ip6;
}

const SpfTerm* SpfRecord::all() const
{
    const auto found = std::find_if(terms.begin(), terms.end(),
                                    [](const SpfTerm& term) { return term.mechanism == SpfMechanism::All; });
    return found == terms.end() ? nullptr : &*found;
}

std::variant<SpfRecord, SpfFault> parseSpf(std::string_view text)
{
    SpfRecord record;
    const auto first = text.find(' ');
    auto rest = first == std::string_view::npos ? std::string_view() : text.substr(first);
    while (!rest.empty()) {
        const auto begin = rest.find_first_not_of(' '); // nothing else is a blank here (RFC 7208 section 12)
        if (begin == std::string_view::npos) {
            break;
        }
        rest.remove_prefix(begin);
        const auto term = rest.substr(0, rest.find(' '));
        rest.remove_prefix(term.size());
        const auto equals = term.find('=');
        const auto sign = term.find_first_of(":/");
        try {
            if (equals != std::string_view::npos && (sign == std::string_view::npos || equals < sign) &&
                isModifierName(term.substr(0, equals))) {
                readModifier(term.substr(0, equals), term.substr(equals + 1), record);
            } else {
                record.terms.push_back(readMechanism(term));
            }
        } catch (const Wrong& wrong) {
            const auto mistake = mistakeIn(term);
            return SpfFault{std::string(term), mistake.sentence.empty() ? wrong.sentence : mistake.sentence};
        }
    }
    noteIgnored(record);
    return record;
}

} // namespace mpm::checkMailAuth
