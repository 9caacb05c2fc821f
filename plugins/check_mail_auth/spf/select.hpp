// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/answers.hpp"
#include "check_mail_auth/spf/record.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
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

/// The SPF records of one reading. Trees, senders and ranges come to the same domains again and again, so what was
/// parsed is kept, as long as there is room for it.
class SpfRecords {
public:
    /// The reading must live as long as this.
    explicit SpfRecords(Reading& reading) : reading_(reading) {}

    /// Never null.
    std::shared_ptr<const SpfSelection> at(const DnsName& domain);

    /// Any other record, as of `Reading`.
    const DnsAnswer* look(const DnsName& name, RecordType type) { return reading_.look(name, type); }

private:
    Reading& reading_;
    std::map<DnsName, std::shared_ptr<const SpfSelection>> kept_;
    std::size_t terms_ = 0; ///< of all that are kept
};

} // namespace mpm::checkMailAuth
