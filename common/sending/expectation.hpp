// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/exchange.hpp"
#include "smtp/reply_codes.hpp"
#include "smtp/step.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace mpm::sending {

/// The step that a user calls `connect`, `ehlo`, `starttls`, `auth`, `mail`, `rcpt`, `data` or `message`;
/// nothing for any other word. `connect` is the greeting.
std::optional<Step> parseStep(std::string_view word);

/// Whether the server does what the step asks for, be it with a code that the step does not list.
bool accepts(const Exchange& exchange);

/// Whether the code is one that RFC 5321 (or 4954, 3207) lists as success of this step. 251 and 252 are as good
/// an acceptance of RCPT as 250.
bool isRegular(const Exchange& exchange);

/// What `--expect` says of the steps.
class Expectations {
public:
    /// Adds `STEP=CODES`. Throws UsageError.
    void add(std::string_view text);

    enum class Verdict : std::uint8_t { NotGiven, Met, Failed };

    /// What is expected of EHLO is not expected of the HELO that takes its place.
    /// What is expected of DATA is expected of the end of the data too, if it is a refusal
    /// and nothing is said of `message`: content filters answer there.
    Verdict judge(const Exchange& exchange) const;

    /// The codes wanted at a step; null where none were given for it.
    const ReplyCodes* at(Step step) const;

    /// Whether a step behind this one is expected to do something particular.
    bool reachBeyond(Step step) const;

    /// The last step that something is expected of.
    std::optional<Step> last() const;

private:
    bool dataCoversMessage() const;

    std::map<Step, ReplyCodes> byStep_;
};

} // namespace mpm::sending
