// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/certificate.hpp"

#include "check/decimals.hpp"
#include "check/range.hpp"

#include <algorithm>
#include <cstdio>

namespace mpm {
namespace {

constexpr int leastRsaBits = 2048; // NIST SP 800-131A; what browsers and OpenSSL's level 2 demand
constexpr int leastEcBits = 224;

bool isBroken(const std::string& digest)
{
    return digest == "SHA1" || digest == "MD5" || digest == "MD4" || digest == "MD2" || digest == "MD5-SHA1";
}

} // namespace

std::string Certificate::shortName() const
{
    const auto start = subject.starts_with("CN=") ? 0 : subject.find(",CN=");
    if (start == std::string::npos) {
        const auto nameless = subject.empty() ? std::string("(no subject)") : subject;
        return subject.empty() && !names.empty() ? names.front() : nameless;
    }
    const auto from = subject.find('=', start) + 1;
    return subject.substr(from, subject.find(',', from) - from);
}

long daysLeft(const Certificate& certificate, UnixTime now)
{
    const auto left = certificate.notAfter - now;
    const auto days = static_cast<long>(std::chrono::duration_cast<std::chrono::days>(left).count());
    return left < std::chrono::seconds(0) ? std::min(days, -1L) : days;
}

double measuredDays(const Certificate& certificate, UnixTime now, bool exactly)
{
    using Days = std::chrono::duration<double, std::chrono::days::period>;
    return exactly || certificate.isShortLived() ? rounded(Days(certificate.notAfter - now).count() * 100) / 100
                                                 : static_cast<double>(daysLeft(certificate, now));
}

std::string lifeOf(const Certificate& certificate, UnixTime now)
{
    const auto days = daysLeft(certificate, now);
    if (days >= 0 && certificate.isShortLived()) {
        return formatNumber(measuredDays(certificate, now), 1) + " days left";
    }
    if (days >= 0) {
        return std::to_string(days) + (days == 1 ? " day left" : " days left");
    }
    if (now - certificate.notAfter < std::chrono::days(1)) {
        return "expired less than a day ago";
    }
    return "expired " + std::to_string(-days) + (days == -1 ? " day ago" : " days ago");
}

std::string weaknessOf(const Certificate& certificate)
{
    const bool rsaLike = certificate.keyType.starts_with("RSA") || certificate.keyType == "DSA";
    const int least = rsaLike ? leastRsaBits : certificate.keyType == "EC" ? leastEcBits : 0;
    if (certificate.keyBits < least) {
        return certificate.keyType + " key of " + std::to_string(certificate.keyBits) + " bits";
    }
    if (!certificate.selfSigned && isBroken(certificate.digest)) {
        return "signed with " + certificate.digest;
    }
    return {};
}

bool isInOrder(const std::vector<Certificate>& chain)
{
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        if (chain[i].issuer != chain[i + 1].subject) {
            return false;
        }
    }
    return true;
}

std::string formatDate(UnixTime time)
{
    const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(time));
    char text[32]; // NOLINT(*-avoid-c-arrays): snprintf's
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::string formatTime(UnixTime time)
{
    const std::chrono::hh_mm_ss clock(time - std::chrono::floor<std::chrono::days>(time));
    char text[32]; // NOLINT(*-avoid-c-arrays): snprintf's
    std::snprintf(text, sizeof text, " %02d:%02d:%02d UTC", static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return formatDate(time) + text;
}

} // namespace mpm
