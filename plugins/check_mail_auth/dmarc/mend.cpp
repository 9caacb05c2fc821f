// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check_mail_auth/dmarc/record.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpm::checkMailAuth {
namespace {

constexpr std::array<std::string_view, 13> tagNames{"sp", "np", "rua", "ruf", "adkim", "aspf", "pct",
                                                    "fo", "rf", "ri",  "psd", "p",     "t"};

struct Field {
    std::string name;
    std::string value;
};

/// The name of the tag that begins here, behind a semicolon, a comma or a blank; empty for none.
std::string_view tagAt(std::string_view text, std::size_t at)
{
    if (at > 0 && std::string_view(";, \t").find(text[at - 1]) == std::string_view::npos) {
        return {};
    }
    for (const auto name : tagNames) {
        const auto behind = text.substr(at);
        if (startsWithIgnoringCase(behind, name)) {
            const auto equals = behind.find_first_not_of(" \t", name.size());
            if (equals != std::string_view::npos && (behind[equals] == '=' || behind[equals] == ':')) {
                return name;
            }
        }
    }
    return {};
}

std::vector<Field> fieldsOf(std::string_view text)
{
    std::vector<Field> fields;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (const auto name = tagAt(text, at); !name.empty()) {
            fields.push_back({std::string(name), ""});
            at = text.find_first_of("=:", at + name.size());
        } else if (!fields.empty()) {
            fields.back().value += text[at];
        }
    }
    for (auto& field : fields) {
        while (!field.value.empty() && std::string_view(";, \t.").find(field.value.back()) != std::string_view::npos) {
            field.value.pop_back();
        }
        field.value = trim(field.value);
    }
    return fields;
}

std::string mendedAction(const std::string& value)
{
    const auto word = toLower(value);
    for (const auto& [begins, meant] :
         {std::pair{"rej", "reject"}, {"quar", "quarantine"}, {"none", "none"}, {"mon", "none"}, {"no", "none"}}) {
        if (word.starts_with(begins)) {
            return meant;
        }
    }
    return value;
}

std::string mendedAddresses(const std::string& value)
{
    std::vector<std::string> addresses;
    for (const auto& part : split(value, ',')) {
        for (const auto& address : splitWords(part)) {
            if (equalIgnoringCase(address, "mailto:")) {
                continue; // a blank stood behind it
            }
            const bool bare = address.find('@') != std::string::npos && address.find(':') == std::string::npos;
            addresses.push_back((bare ? "mailto:" : "") + address);
        }
    }
    return join(addresses, ",");
}

/// Whether the record is better off without: what can't be read of a tag that has a default counts as that anyway.
bool toLeaveOut(const std::string& name, const std::string& value)
{
    const bool needed = name == "p" || name == "rua" || name == "ruf";
    return !needed && !readDmarcRecord("v=DMARC1; p=none; " + name + "=" + value).faults.empty();
}

} // namespace

std::string mendedDmarc(std::string_view text)
{
    std::string bare;
    std::copy_if(text.begin(), text.end(), std::back_inserter(bare),
                 [](char c) { return c != '"' && c != '\\' && c != '\''; });
    std::vector<std::string> parts{"v=DMARC1"};
    std::vector<std::string> names;
    for (const auto& field : fieldsOf(bare)) {
        if (std::find(names.begin(), names.end(), field.name) != names.end()) {
            continue;
        }
        names.push_back(field.name);
        const bool isAction = field.name == "p" || field.name == "sp" || field.name == "np";
        const bool isAddress = field.name == "rua" || field.name == "ruf";
        const auto value = isAction    ? mendedAction(field.value)
                           : isAddress ? mendedAddresses(field.value)
                                       : field.value;
        if (!toLeaveOut(field.name, value)) {
            parts.push_back(field.name + "=" + value);
        }
    }
    if (std::find(names.begin(), names.end(), "p") == names.end()) { // which it counts as (RFC 7489 section 6.6.3)
        parts.insert(parts.begin() + 1, "p=none");
    }
    const auto mended = join(parts, "; ");
    return mended != text && readDmarcRecord(mended).faults.empty() ? mended : std::string();
}

} // namespace mpm::checkMailAuth
