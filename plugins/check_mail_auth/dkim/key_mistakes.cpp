// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/key_mistakes.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/tag_list.hpp"

#include <algorithm>
#include <array>

namespace mpm::checkMailAuth {
namespace {

bool holds(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

std::string without(std::string_view text, std::string_view octets)
{
    std::string rest;
    std::copy_if(text.begin(), text.end(), std::back_inserter(rest),
                 [&](char c) { return octets.find(c) == std::string_view::npos; });
    return rest;
}

/// The text between the first two lines of dashes, or what is left without them.
std::string withoutArmour(std::string_view text)
{
    std::string rest(text);
    for (auto begin = rest.find("-----"); begin != std::string::npos; begin = rest.find("-----", begin)) {
        const auto end = rest.find("-----", begin + 5);
        rest.erase(begin, end == std::string::npos ? std::string::npos : end + 5 - begin);
    }
    return rest;
}

std::string withPlainBase64(std::string_view text)
{
    const auto key = text.find("p=");
    std::string mended(text);
    for (auto i = key == std::string_view::npos ? mended.size() : key; i < mended.size(); ++i) {
        mended[i] = mended[i] == '-' ? '+' : mended[i] == '_' ? '/' : mended[i];
    }
    return mended;
}

struct OtherKind {
    std::string_view begins;
    std::string_view is;
};

constexpr std::array otherKinds{
    OtherKind{"v=spf1", "an SPF record"},
    OtherKind{"v=DMARC1", "a DMARC record"},
    OtherKind{"v=TLSRPTv1", "a record for TLS reports"},
    OtherKind{"v=STSv1", "an MTA-STS record"},
    OtherKind{"v=BIMI1", "a BIMI record"},
};

constexpr std::string_view newKey = "Make a new key at once, publish its public half at a new selector, and sign with "
                                    "that: whoever read this record can "
                                    "sign in the domain's name.";

} // namespace

KeyMistake mistakeInKey(std::string_view text)
{
    for (const auto& other : otherKinds) {
        if (startsWithIgnoringCase(text, other.begins)) {
            return {"there is " + std::string(other.is) + " in its place: \"" + harmless(text, 60) + "\"",
                    "Publish the key at this name; where a wildcard record answers, the name itself needs a record.",
                    ""};
        }
    }
    if (holds(text, "PRIVATE KEY")) {
        return {"it holds a private key", std::string(newKey), ""};
    }
    if (holds(text, "-----")) {
        return {"it holds the lines of dashes of a PEM file", "", withoutArmour(text)};
    }
    if (holds(text, "&quot;") || holds(text, "&#") || holds(text, "<br")) {
        return {"it holds HTML: it was copied from a page's source", "Copy the record as the page shows it.", ""};
    }
    if (holds(text, "\\")) {
        return {"it holds backslashes, which a zone file wants before semicolons and a form of a provider does not", "",
                without(text, "\\\"")};
    }
    if (holds(text, "\"") || holds(text, "\xE2\x80\x9C") || holds(text, "\xE2\x80\x9D")) {
        auto mended = without(text, "\"");
        for (const auto* sign : {"\xE2\x80\x9C", "\xE2\x80\x9D"}) {
            for (auto at = mended.find(sign); at != std::string::npos; at = mended.find(sign)) {
                mended.erase(at, 3);
            }
        }
        return {"the quotes are part of the text", "", mended};
    }
    if (holds(text, "(") || holds(text, ")")) {
        return {"the brackets of a zone file are part of the text", "", without(text, "()")};
    }
    const auto tags = readTags(text);
    const auto key = tags.value("p");
    if (key.find_first_of("-_") != std::string_view::npos) {
        return {"p= is base64 for URLs, with - and _ in the place of + and /", "", withPlainBase64(text)};
    }
    if (!holds(text, ";") && holds(text, "p=") && holds(text, ",")) {
        auto mended = std::string(text);
        std::replace(mended.begin(), mended.end(), ',', ';');
        return {"commas stand where semicolons must", "", mended};
    }
    return {};
}

std::string remedyFor(KeyFault::Kind kind)
{
    switch (kind) {
    case KeyFault::Kind::Truncated:
        return "Publish the whole key, as the mail server shows it. A string holds 255 octets: a longer key stands in "
               "two, "
               "which are joined without anything between them.";
    case KeyFault::Kind::PrivateKey: return std::string(newKey);
    case KeyFault::Kind::Bare:
        return "Publish what openssl rsa -pubout prints between its lines of dashes, or openssl pkey -pubin.";
    case KeyFault::Kind::OtherAlgorithm: return "Name the key's type in k=, or publish an RSA key.";
    case KeyFault::Kind::Garbage: break;
    }
    return {};
}

} // namespace mpm::checkMailAuth
