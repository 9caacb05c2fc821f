// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "smtp/reply.hpp"
#include "smtp/reply_codes.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkSmtpBanner {

/// What `--response` wants of a reply: classes and codes (`2yz`, `250`, `250,252`, `2yz,554`) or a text that one of
/// its lines holds.
class ResponseExpectation {
public:
    /// 2yz: what a command without --response must get.
    ResponseExpectation() = default;

    bool isGiven() const { return codes_ || !text_.empty(); }

    /// Throws UsageError for an empty text.
    static ResponseExpectation parse(std::string_view text);

    bool isMetBy(const Reply& reply) const;

    /// "2yz", "250 or 252", "\"text\"".
    std::string shown() const;

private:
    std::optional<ReplyCodes> codes_;
    std::string text_;
};

/// The lines as they came, code included: "220-mail.example.com ESMTP".
std::vector<std::string> wireLines(const Reply& reply);

} // namespace mpm::checkSmtpBanner
