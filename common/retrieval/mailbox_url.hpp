// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mpm {

enum class RetrievalProtocol : std::uint8_t { Imap, Pop3, Maildir };

/// Where a mailbox is: `imaps://user@host[:port]/[FOLDER]`, `imap://` (STARTTLS), `pop3s://`, `pop3://` (STLS), or
/// `maildir:PATH`.
struct MailboxUrl {
    RetrievalProtocol protocol = RetrievalProtocol::Imap;
    bool implicitTls = true; ///< TLS from the first octet on
    std::string user;        ///< percent-decoded, UTF-8; empty for a Maildir
    std::string host;        ///< a name (A-labels) or an address without brackets; empty for a Maildir
    std::uint16_t port = 0;
    std::string folder; ///< of IMAP, percent-decoded, UTF-8; empty: none was named
    std::string path;   ///< of a Maildir, as given

    /// Scheme and host are taken in any letter case. Throws UsageError with a sentence that says what is wrong and
    /// quotes the text, unless a password could stand in it.
    static MailboxUrl parse(std::string_view text);

    /// "imaps://mail.example.com/INBOX", "maildir:/var/mail/tim": without the user, the port where it is not the usual
    /// one, for reports.
    std::string toString() const;
};

} // namespace mpm
