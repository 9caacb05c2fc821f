// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/authority_bundle.hpp"

#include "check/ascii.hpp"
#include "check/base64_values.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace mpm {
namespace {

// Tags of X.690.
constexpr unsigned char integer = 0x02;
constexpr unsigned char objectIdentifier = 0x06;
constexpr unsigned char utf8String = 0x0C;
constexpr unsigned char printableString = 0x13;
constexpr unsigned char teletexString = 0x14;
constexpr unsigned char ia5String = 0x16;
constexpr unsigned char visibleString = 0x1A;
constexpr unsigned char universalString = 0x1C;
constexpr unsigned char bmpString = 0x1E;
constexpr unsigned char sequence = 0x30;
constexpr unsigned char set = 0x31;
constexpr unsigned char version = 0xA0;

/// Octets in DER, one element after the other, of which the last ones may be missing.
class Der {
public:
    explicit Der(std::string_view octets) : rest_(octets) {}

    bool atEnd() const { return rest_.empty(); }
    bool isAt(unsigned char tag) const { return !rest_.empty() && static_cast<unsigned char>(rest_[0]) == tag; }
    unsigned char tag() const { return rest_.empty() ? 0 : static_cast<unsigned char>(rest_[0]); }

    /// Goes into the element with this tag: to its content, as far as it is there.
    bool enter(unsigned char tag)
    {
        const auto size = isAt(tag) ? readSize() : std::nullopt;
        rest_ = size ? rest_.substr(0, *size) : std::string_view();
        return size.has_value();
    }

    /// The content of the next element, which must be there as a whole.
    std::optional<std::string_view> take()
    {
        const auto size = readSize();
        if (!size || *size > rest_.size()) {
            return std::nullopt;
        }
        const auto content = rest_.substr(0, *size);
        rest_.remove_prefix(*size);
        return content;
    }

    bool skip(unsigned char tag) { return isAt(tag) && take(); }

    /// The same with its tag and size.
    std::optional<std::string_view> takeWhole()
    {
        const auto before = rest_;
        return take() ? std::optional(before.substr(0, before.size() - rest_.size())) : std::nullopt;
    }

private:
    /// Of the content; goes to its first octet.
    std::optional<std::size_t> readSize()
    {
        if (rest_.size() < 2) {
            return std::nullopt;
        }
        std::size_t size = static_cast<unsigned char>(rest_[1]);
        std::size_t at = 2;
        if (size >= 0x80) {
            const std::size_t octets = size & 0x7F;
            if (octets == 0 || octets > 3 || rest_.size() < at + octets) {
                return std::nullopt;
            }
            size = 0;
            for (; at < 2 + octets; ++at) {
                size = size << 8 | static_cast<unsigned char>(rest_[at]);
            }
        }
        rest_.remove_prefix(at);
        return size;
    }

    std::string_view rest_;
};

/// RFC 5280 section 4.1, as far as the subject.
std::optional<std::string_view> subjectOf(std::string_view der)
{
    Der certificate(der);
    if (!certificate.enter(sequence) || !certificate.enter(sequence)) {
        return std::nullopt;
    }
    if (certificate.isAt(version) && !certificate.take()) {
        return std::nullopt;
    }
    const bool before = certificate.skip(integer) &&  // its number
                        certificate.skip(sequence) && // the algorithm of the signature
                        certificate.skip(sequence) && // the issuer
                        certificate.skip(sequence);   // from when, until when
    return before && certificate.isAt(sequence) ? certificate.takeWhole() : std::nullopt;
}

/// Where the whole of the subject is mostly at hand.
constexpr std::size_t beginning = 400;

std::optional<std::string> subjectKeyOf(std::string_view body)
{
    for (const auto most : {beginning, std::string::npos}) {
        const auto octets = decodeBody(body, most);
        if (!octets) {
            return std::nullopt;
        }
        if (const auto subject = subjectOf(*octets)) {
            return nameKey(*subject);
        }
    }
    return std::nullopt;
}

/// How many octets a letter of ASCII has in a string of this kind, all but the last of them zero; 0 for what is no
/// text.
std::size_t octetsOfLetter(unsigned char tag)
{
    switch (tag) {
    case utf8String:
    case printableString:
    case ia5String:
    case teletexString:
    case visibleString: return 1;
    case bmpString: return 2;
    case universalString: return 4;
    default: return 0;
    }
}

/// The letters that are written alike in every kind of string, in lower case and without blanks.
void appendLetters(std::string& key, std::string_view value, std::size_t octets)
{
    for (std::size_t at = 0; octets > 0 && at + octets <= value.size(); at += octets) {
        const auto letter = value.substr(at, octets);
        const char c = letter.back();
        if (letter.find_first_not_of('\0') == octets - 1 && c > ' ' && c < '\x7F') {
            key.push_back(toLower(c));
        }
    }
}

} // namespace

std::optional<std::string> decodeBody(std::string_view body, std::size_t most)
{
    // A line has up to 76 digits, so that whole groups of four octets stand together nearly always.
    std::string octets(std::min(most, body.size() / 4 * 3 + 3), '\0');
    std::size_t size = 0;
    std::uint32_t bits = 0;
    int count = 0;
    const auto valueAt = [body](std::size_t at) { return int{base64Values[static_cast<unsigned char>(body[at])]}; };
    for (std::size_t at = 0; at < body.size() && size < octets.size();) {
        if (count == 0 && at + 4 <= body.size() && size + 3 <= octets.size()) {
            const int group = valueAt(at) << 18 | valueAt(at + 1) << 12 | valueAt(at + 2) << 6 | valueAt(at + 3);
            if (group >= 0) { // not one of them is -1
                octets[size] = static_cast<char>(group >> 16);
                octets[size + 1] = static_cast<char>(group >> 8 & 255);
                octets[size + 2] = static_cast<char>(group & 255);
                size += 3;
                at += 4;
                continue;
            }
        }
        const char c = body[at];
        const int value = valueAt(at++);
        if (value >= 0) {
            bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xFFFF;
            count += 6;
            if (count >= 8) {
                count -= 8;
                octets[size++] = static_cast<char>(bits >> count & 255);
            }
        } else if (c != '=' && c != '\n' && c != '\r' && c != ' ' && c != '\t') {
            return std::nullopt;
        }
    }
    octets.resize(size);
    return octets;
}

std::string nameKey(std::string_view der)
{
    Der name(der);
    std::string key;
    if (!name.enter(sequence)) {
        return {};
    }
    while (!name.atEnd()) {
        const auto attributes = name.isAt(set) ? name.take() : std::nullopt;
        if (!attributes) {
            return {};
        }
        Der each(*attributes);
        while (!each.atEnd()) {
            const auto attribute = each.isAt(sequence) ? each.take() : std::nullopt;
            Der parts(attribute.value_or(std::string_view()));
            const auto type = parts.isAt(objectIdentifier) ? parts.take() : std::nullopt;
            const auto kind = parts.tag();
            const auto value = parts.take();
            if (!type || !value) {
                return {};
            }
            key.append(*type).push_back('=');
            appendLetters(key, *value, octetsOfLetter(kind)); // others may be written with other octets
        }
    }
    return key;
}

std::optional<std::vector<BundledAuthority>> readBundle(std::string_view pem)
{
    constexpr std::string_view begin = "-----BEGIN ";
    constexpr std::string_view end = "-----END ";
    constexpr std::string_view mark = "\xEF\xBB\xBF"; // of UTF-8, as editors put it in front of a file
    std::vector<BundledAuthority> found;
    for (auto at = pem.find(begin); at != std::string_view::npos; at = pem.find(begin, at)) {
        const bool beginsLine = at == 0 || pem[at - 1] == '\n' || (at == mark.size() && pem.starts_with(mark));
        at += begin.size();
        const auto label = pem.substr(at, pem.find("-----", at) - at);
        const bool trusted = label == "TRUSTED CERTIFICATE";
        if (!beginsLine || (!trusted && label != "CERTIFICATE" && label != "X509 CERTIFICATE")) {
            continue;
        }
        at += label.size() + std::string_view("-----").size();
        const auto last = pem.find(end, at);
        if (last == std::string_view::npos) {
            return std::nullopt;
        }
        const auto body = pem.substr(at, last - at);
        auto subject = subjectKeyOf(body);
        if (!subject) {
            return std::nullopt;
        }
        found.push_back({body, std::move(*subject), trusted});
        at = last;
    }
    return found.empty() ? std::nullopt : std::optional(std::move(found));
}

} // namespace mpm
