// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace mpm {

/// An address as MAIL FROM and RCPT TO carry it (RFC 5321 section 4.1.2, RFC 6531): nothing in it can end
/// the command.
class Mailbox {
public:
    /// The null sender, `<>`.
    Mailbox() = default;

    /// `user@example.com`, with or without angle brackets; `"quoted local part"@example.com`,
    /// `user@[192.0.2.1]`, `user@bücher.example` (to A-labels), `postmaster`. Empty text is the null sender. The local
    /// part has at most 200 octets: RFC 5321 section 4.5.3.1.1 allows 64, but some real ones are longer. Throws
    /// UsageError that quotes the text.
    static Mailbox parse(std::string_view text);

    bool isNull() const { return localPart_.empty(); }
    const std::string& localPart() const { return localPart_; }

    /// Empty where the address has none.
    const std::string& domain() const { return domain_; }

    /// "user@example.com"; "" for the null sender.
    std::string toString() const;

    /// Whether only SMTPUTF8 can carry it: its local part is not ASCII.
    bool needsUtf8() const;

    bool operator==(const Mailbox&) const = default;

private:
    std::string localPart_; ///< with its quotes, if it needs them
    std::string domain_;
};

} // namespace mpm
