// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/reply.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// One service extension of an EHLO reply (RFC 5321 section 4.1.1.1), safe to print, from the first 256 octets of its
/// line.
struct Capability {
    std::string keyword;    ///< upper case: "SIZE"
    std::string parameters; ///< as sent: "10485760"; "" without any

    /// The parameters one by one: PLAIN and LOGIN of "AUTH PLAIN LOGIN".
    std::vector<std::string> parameterList() const;
};

/// What a server offers.
class Capabilities {
public:
    Capabilities() = default;

    /// From the reply to EHLO or LHLO: every line but the first and empty ones; no line is refused. The form
    /// "AUTH=LOGIN" of old servers counts as AUTH too.
    explicit Capabilities(const Reply& ehloReply);

    /// As the same reply shows them once secrets are masked in it; keywords of the standards stay, whatever the secret.
    Capabilities asShownBy(const Reply& maskedReply) const;

    /// The line with this keyword, null without one. Of several SIZE lines the least, since senders differ in which
    /// they take.
    const Capability* find(std::string_view keyword) const;

    /// A keyword that stands in several lines with different parameters.
    struct Contradiction {
        std::string keyword;
        std::vector<std::string> parameters; ///< each once, in the order of the lines; "nothing" where there are none
    };

    /// Of all keywords but AUTH, which old servers repeat.
    std::vector<Contradiction> contradictions() const;

    bool has(std::string_view keyword) const { return find(keyword) != nullptr; }
    const std::vector<Capability>& all() const { return all_; }

private:
    std::vector<Capability> all_;
};

/// One item of `--expect-capability`: `STARTTLS`, `!AUTH`, `SIZE>=10485760`, `AUTH=PLAIN`.
class CapabilityExpectation {
public:
    /// A comma list of one item at least. Throws UsageError, quoting the item.
    static std::vector<CapabilityExpectation> parseList(std::string_view list);

    /// Why the server fails it ("STARTTLS is not offered"); nothing when it is met. SIZE 0 is no limit
    /// (RFC 1870 section 3), so it meets every SIZE>=.
    std::optional<std::string> missedBy(const Capabilities& offered) const;

    const std::string& keyword() const { return keyword_; }

private:
    enum class Kind : std::uint8_t { Present, Absent, AtLeast, AtMost, Equal };

    static CapabilityExpectation parse(std::string_view item);
    std::optional<std::string> missedByNumber(const Capability& capability) const;

    Kind kind_ = Kind::Present;
    std::string keyword_;
    std::string value_;
    std::uint64_t number_ = 0;
};

} // namespace mpm
