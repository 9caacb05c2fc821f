// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/dkim/key_record.hpp"

#include "check/ascii.hpp"
#include "check/base64.hpp"
#include "check/peer_text.hpp"
#include "check_mail_auth/dkim/ed25519_key.hpp"
#include "check_mail_auth/dkim/key_mistakes.hpp"
#include "check_mail_auth/dkim/rsa_key.hpp"
#include "check_mail_auth/tag_list.hpp"

#include <algorithm>

namespace mpm::checkMailAuth {
namespace {

using State = KeyRecord::State;

constexpr std::size_t ed25519Octets = 32;
constexpr unsigned ed25519Bits = 256;

/// The words of a list with colons between them (h=, s=, t=).
std::vector<std::string> wordsOf(std::string_view list)
{
    std::vector<std::string> words;
    for (const auto& word : split(list, ':')) {
        words.push_back(std::string(trim(word)));
    }
    return words;
}

bool holds(const std::vector<std::string>& words, std::string_view word)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& each) { return equalIgnoringCase(each, word); });
}

/// Thrown while a record is read.
struct Broken {
    std::string fault;
    std::string remedy{};
    bool isSecret = false; ///< a private key: nothing else matters then
};

void checkForm(const TagList& tags)
{
    if (!tags.broken.empty()) {
        throw Broken{"\"" + harmless(tags.broken.front(), 60) + "\" is no tag=value"};
    }
    if (!tags.repeated.empty()) {
        throw Broken{"the tag " + harmless(tags.repeated.front(), 20) +
                     "= stands twice, which makes all of it invalid"};
    }
    if (tags.leftOut || tags.tags.empty()) {
        throw Broken{tags.leftOut ? "there are more tags than any key has" : "the record is empty"};
    }
    if (const auto* version = tags.find("v"); version != nullptr) {
        if (version->value != "DKIM1") {
            throw Broken{"v=" + harmless(version->value, 30) + " is not DKIM1"};
        }
        if (version != &tags.tags.front()) {
            throw Broken{"v=DKIM1 is not the first tag", "Put v=DKIM1 first, or leave it out."};
        }
    }
}

void checkUse(const TagList& tags)
{
    if (const auto* hashes = tags.find("h"); hashes != nullptr && !holds(wordsOf(hashes->value), "sha256")) {
        throw Broken{"h=" + harmless(hashes->value, 40) + " does not allow sha256, the only hash that verifiers take",
                     "Remove the tag h=, or write h=sha256."};
    }
    if (const auto* services = tags.find("s");
        services != nullptr && !holds(wordsOf(services->value), "email") && !holds(wordsOf(services->value), "*")) {
        throw Broken{"s=" + harmless(services->value, 40) + " does not allow the key for mail",
                     "Remove the tag s=, or write s=email."};
    }
}

/// p= without the white space that may stand in it.
std::string packed(std::string_view value)
{
    std::string text;
    std::copy_if(value.begin(), value.end(), std::back_inserter(text),
                 [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; });
    return text;
}

std::string octetsOf(const std::string& base64)
{
    const auto strange = std::find_if(base64.begin(), base64.end(),
                                      [](char c) { return !isAlphanumeric(c) && c != '+' && c != '/' && c != '='; });
    if (strange != base64.end()) {
        throw Broken{"p= holds \"" + harmless(std::string(1, *strange)) + "\", which base64 has not"};
    }
    auto octets = decodeBase64(base64 + std::string((4 - base64.size() % 4) % 4, '=')); // some leave them out
    if (!octets) { // cut off within a group of four; what the groups before say of their length tells
        octets = decodeBase64(base64.substr(0, base64.size() - base64.size() % 4));
    }
    if (!octets) {
        throw Broken{"p= is no base64: its length or its end is wrong"};
    }
    return *octets;
}

void readKey(const std::string& base64, KeyRecord& record)
{
    const auto octets = octetsOf(base64);
    if (record.type == "ed25519") {
        if (octets.size() != ed25519Octets) {
            throw Broken{"p= holds " + std::to_string(octets.size()) + " octets, where an Ed25519 key is 32",
                         "Publish the 32 octets of the key alone, in base64, without the DER around them (RFC 8463 "
                         "section 4.2)."};
        }
        if (isOfSmallOrder(octets)) {
            throw Broken{"the key in p= is no Ed25519 key: anybody can sign for it",
                         "Make a key pair with openssl genpkey -algorithm ed25519 and publish its public half."};
        }
        record.bits = ed25519Bits;
        return;
    }
    const auto key = readRsaKey(octets);
    if (const auto* fault = std::get_if<KeyFault>(&key)) {
        throw Broken{"the key in p= " + fault->sentence, remedyFor(fault->kind),
                     fault->kind == KeyFault::Kind::PrivateKey};
    }
    record.bits = std::get<RsaKey>(key).bits;
}

void readInto(KeyRecord& record, std::string_view text)
{
    const auto tags = readTags(text);
    checkForm(tags);
    const auto* type = tags.find("k");
    record.type = type == nullptr ? "rsa" : harmless(toLower(type->value), 20);
    const auto flags = wordsOf(tags.value("t"));
    record.testing = holds(flags, "y");
    record.strict = holds(flags, "s");
    const auto* key = tags.find("p");
    if (key == nullptr) {
        throw Broken{"there is no p=, so no key"};
    }
    if (key->value.empty()) {
        record.state = State::Revoked;
        return;
    }
    if (record.type != "rsa" && record.type != "ed25519") {
        throw Broken{"k=" + record.type + " is no type of key that verifiers know: rsa or ed25519"};
    }
    checkUse(tags);
    readKey(packed(key->value), record);
}

} // namespace

KeyRecord readKeyRecord(std::string_view text)
{
    KeyRecord record;
    try {
        readInto(record, text);
    } catch (const Broken& broken) {
        record.state = State::Broken;
        record.fault = broken.fault;
        record.remedy = broken.remedy;
        const auto mistake = broken.isSecret ? KeyMistake() : mistakeInKey(text);
        if (!mistake.sentence.empty()) {
            record.fault = mistake.sentence;
            record.remedy = mistake.remedy;
        }
        if (!mistake.mended.empty()) {
            KeyRecord again;
            try {
                readInto(again, mistake.mended);
                record.mended = mistake.mended;
                record.bits = again.bits;
            } catch (const Broken& worse) { // there is more wrong with it
                record.fault = worse.fault;
                record.remedy = worse.remedy;
            }
        }
    }
    return record;
}

} // namespace mpm::checkMailAuth
