// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/spf/record.hpp"

#include <string>
#include <variant>
#include <vector>

namespace mpm::checkMailAuth {

/// What a domain's TXT records say of SPF (RFC 7208 sections 4.4 and 4.5).
struct SpfSelection {
    enum class State : std::uint8_t {
        Unasked, ///< there is no answer yet, or there was no time or room for the question
        Failed,  ///< the DNS did not say: temperror
        None,    ///< no record
        NoName,  ///< nor such a name
        Several, ///< permerror
        Broken,  ///< permerror: `fault`
        Sound,
    };
    State state = State::Unasked;
    const DnsAnswer* answer = nullptr; ///< null: Unasked
    std::vector<std::string> texts;    ///< those that begin with v=spf1; octets of a stranger
    SpfRecord record;                  ///< Sound
    SpfFault fault;                    ///< Broken

    bool isPermerror() const { return state == State::Several || state == State::Broken; }
};

/// The hosts that the mechanism mx matches: each once, without a null one (RFC 7208 section 5.4).
std::vector<DnsName> exchangesOf(const DnsAnswer& answer);

SpfSelection selectSpf(const DnsName& domain, Reading& reading);

} // namespace mpm::checkMailAuth
