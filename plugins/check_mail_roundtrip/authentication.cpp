// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_roundtrip/authentication.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/peer_text.hpp"

namespace mpm::checkMailRoundtrip {
namespace {

bool isBelow(std::string_view name, std::string_view domain)
{
    return name.size() > domain.size() && name.ends_with(domain) && name[name.size() - domain.size() - 1] == '.';
}

/// The same domain, or one below the other, which is no top-level domain. Where an organisation ends is not looked up.
bool areAligned(std::string_view name, std::string_view domain)
{
    const auto one = toLower(name.substr(name.rfind('@') == std::string_view::npos ? 0 : name.rfind('@') + 1));
    const auto other = toLower(domain);
    const bool isTop = one.find('.') == std::string::npos;
    return !one.empty() && !other.empty() && (one == other || isBelow(one, other) || (isBelow(other, one) && !isTop));
}

bool passedAligned(const AuthResult& result, std::string_view domain)
{
    if (result.result != "pass") {
        return false;
    }
    if (result.method == "dkim") {
        const auto signer = result.value("header", "d");
        return areAligned(signer.empty() ? result.value("header", "i") : signer, domain);
    }
    if (result.method == "dmarc") {
        const auto author = result.value("header", "from");
        return author.empty() || areAligned(author, domain);
    }
    return result.method == "spf" && areAligned(result.value("smtp", "mailfrom"), domain);
}

bool failed(const AuthResult& result)
{
    const bool counts = result.method == "spf" || result.method == "dkim" || result.method == "dmarc";
    return counts && (result.result == "fail" || result.result == "softfail" || result.result == "hardfail" ||
                      result.result == "permerror");
}

} // namespace

std::string authenticationFailure(const std::vector<AuthResult>& results, std::string_view senderDomain)
{
    std::vector<std::string> failures;
    for (const auto& result : results) {
        if (passedAligned(result, senderDomain)) {
            return "";
        }
        if (failed(result)) {
            addOnce(failures, result.method + "=" + result.result);
        }
    }
    return harmless(join(failures, ", "));
}

} // namespace mpm::checkMailRoundtrip
