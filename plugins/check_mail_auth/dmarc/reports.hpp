// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "dns/name.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailAuth {

/// One address of rua or ruf (RFC 7489 section 6.2, dmarc-uri).
struct ReportAddress {
    std::string text;              ///< safe to print
    std::optional<DnsName> domain; ///< of a mailto: that can be used
    std::string fault;             ///< why it can't; safe to print; empty: it can
    bool foreignScheme = false;    ///< a scheme that few know or none: told, not judged
};

/// The most that are looked at of a list; nobody sends to so many.
constexpr std::size_t mostReportAddresses = 20;

/// The addresses of a list, in their order.
std::vector<ReportAddress> readReportAddresses(std::string_view list);

/// Whether reports about a domain may go to another (RFC 7489 section 7.1).
struct ReportConsent {
    enum class State : std::uint8_t {
        Own, ///< the same organisation: nobody needs to consent
        Given,
        Refused, ///< there is no record that consents
        Unknown, ///< the DNS did not say, or was not asked
    };
    State state = State::Unknown;
    DnsName name;                      ///< where consent stands
    const DnsAnswer* answer = nullptr; ///< null: not asked, or not needed
};

/// `domain` is where the DMARC record stands, `organisation` where its organisation begins.
ReportConsent readConsent(const DnsName& domain, const DnsName& organisation, const DnsName& destination,
                          Reading& reading);

} // namespace mpm::checkMailAuth
