// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dns/message.hpp"
#include "io/deadline.hpp"
#include "io/failure.hpp"
#include "io/ip_address.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

enum class DnsProtocol : std::uint8_t { Udp, Tcp };

/// "UDP", "TCP".
std::string_view toString(DnsProtocol protocol);

/// Whatever of its asker's may still hear the answer to a question that was given up. Owning it keeps it open.
class DnsListening {
public:
    DnsListening() = default;
    DnsListening(const DnsListening&) = delete;
    DnsListening& operator=(const DnsListening&) = delete;
    virtual ~DnsListening() = default;
};

/// What became of one question.
enum class DnsOutcome : std::uint8_t {
    Answered,   ///< there are records of the type asked for, at the end of its aliases if any
    NoData,     ///< the name exists, but has no such record
    NoSuchName, ///< NXDOMAIN, of the name or of what it is an alias for
    Referral,   ///< neither: the server points to others, or does not know (not its zone, no recursion)
    AliasLoop,  ///< CNAME records that lead in a circle or don't end
    ServFail,
    Bogus,   ///< SERVFAIL, and the server says that DNSSEC validation failed
    Refused, ///< REFUSED by the name server
    OtherRcode,
    Truncated,   ///< TC is set and all of the answer was not to be had
    Garbage,     ///< what came is no answer
    PortClosed,  ///< the server's machine answered: nobody listens there
    Unreachable, ///< no route
    LocalFault,  ///< this machine could not ask: no such source address, no sockets
    TimedOut,
};

/// "no-such-name": a word for programs.
std::string_view toString(DnsOutcome outcome);

/// Something that went on beside the outcome.
enum class DnsOddity : std::uint8_t {
    WrongId,       ///< packets with an id that was not asked with came, and were ignored
    WrongQuestion, ///< packets that answer another question came, and were ignored
    CaseChanged,   ///< the server does not copy the question's upper and lower case
    WithoutEdns,   ///< answered only when asked without EDNS
    Retried,       ///< at least one question stayed without answer before
    OtherServer,   ///< an earlier server of the list failed
    TcpFailed,     ///< the answer was truncated and TCP failed; the UDP part is what there is
};

/// What one question got.
struct DnsAnswer {
    DnsQuestion question;
    DnsOutcome outcome = DnsOutcome::TimedOut;
    DnsMessage message; ///< empty when none came
    Endpoint server;    ///< that answered, or the first of those asked in vain
    DnsProtocol protocol = DnsProtocol::Udp;
    Seconds seconds{0};              ///< from the first packet out to the outcome
    std::string detail;              ///< "SERVFAIL from [127.0.0.1]:53", safe to print; for every outcome but Answered
    std::vector<DnsOddity> oddities; ///< each kind once
    std::shared_ptr<DnsListening> listening = nullptr; ///< with TimedOut, where the question wanted it

    bool has(DnsOddity oddity) const;
    void note(DnsOddity oddity);

    /// The outcome settles the question: Answered, NoData or NoSuchName.
    bool isConclusive() const;

    /// The names that the question's name is an alias for, in order; empty without CNAME.
    std::vector<DnsName> aliases() const;

    /// Where the aliases end; the question's name without CNAME.
    DnsName finalName() const;

    /// The answer's records of the type asked for, at the end of the aliases. They are this answer's.
    std::vector<const DnsRecord*> wanted() const;

    /// Copies of them.
    std::vector<DnsRecord> records() const;

    /// The least of their TTLs in seconds, which a resolver may have counted down; nothing without any.
    std::optional<std::uint32_t> ttl() const;

    /// Their values.
    template <class T>
    std::vector<T> values() const
    {
        std::vector<T> result;
        for (const auto* record : wanted()) {
            if (const auto* value = record->as<T>()) {
                result.push_back(*value);
            }
        }
        return result;
    }

    /// The TXT records among them as they came, the strings of each joined: octets of a stranger.
    std::vector<std::string> texts() const;

    /// As a failure of whatever needed the answer. Not for Answered.
    Failure failure() const;
};

/// More links than this are taken for endless.
constexpr std::size_t mostAliases = 16;

/// The outcome that a message means, with its detail; `server` is for the detail only.
DnsAnswer answerFrom(const DnsQuestion& question, DnsMessage message, const Endpoint& server);

} // namespace mpm
