// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/ip_address.hpp"
#include "retrieval/step.hpp"
#include "smtp/transcript.hpp"
#include "tls/facts.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// A header field that holds a value, in any letter case; folding apart.
struct HeaderCriterion {
    std::string name;
    std::string value; ///< printable ASCII, not empty

    bool operator==(const HeaderCriterion&) const = default;
};

/// What is looked for. A message fits that fits any one of these; none fits where there are none.
struct MessageCriteria {
    std::vector<HeaderCriterion> headers;
    std::string text; ///< somewhere in the message, in any letter case: printable ASCII; empty: not asked for
    std::optional<UnixTime> since; ///< what arrived on an earlier day need not be found

    bool operator==(const MessageCriteria&) const = default;
};

/// What names a message for good.
struct MessageId {
    std::string folder;            ///< as the user reads it; empty where there are no folders
    std::uint32_t uidValidity = 0; ///< of IMAP
    std::string unique;            ///< UID, UIDL, or the name of its file below a Maildir

    auto operator<=>(const MessageId&) const = default; // NOLINT(modernize-use-nullptr): a false alarm
};

/// A message as it lies there. What it holds is its sender's and may be anything; `MessageStore::concealed` before any
/// of it is shown.
struct FoundMessage {
    MessageId id;
    bool junk = false;               ///< it lies in a folder for spam
    std::optional<UnixTime> arrived; ///< INTERNALDATE, or when the file was written; POP3 knows no such thing
    std::size_t size = 0;            ///< octets in all
    PeerText header;                 ///< with the line ends as they came, without the empty line
    PeerText body;
    bool headerCut = false; ///< there is more of it
    bool bodyCut = false;
};

struct SearchResult {
    std::vector<FoundMessage> messages;
    std::optional<RetrievalFailure> failure; ///< of what was still to be looked at; the messages stand
    std::string failedFolder;                ///< which it was about; empty: of none in particular
    std::size_t leftOut = 0;                 ///< messages beyond what is looked at in one search
};

struct RemovalResult {
    std::vector<MessageId> removed; ///< they are gone
    std::vector<MessageId> marked;  ///< marked as deleted only: whoever expunges would take another's message along
    std::optional<RetrievalFailure> failure;
};

/// How the store was reached, and what it is.
struct StoreFacts {
    std::string subject; ///< "imaps://mail.example.com/ [192.0.2.25]:993"; safe to print
    std::optional<Endpoint> endpoint;
    std::optional<TlsFacts> tls;           ///< of the last connection with a handshake
    std::vector<std::string> capabilities; ///< of the last connection, safe to print, secrets masked
    std::string login;                     ///< by what: "SCRAM-SHA-256", "LOGIN", "USER", "PREAUTH"; empty: not yet
    std::vector<RetrievalStepTime> steps;  ///< of all connections in order
    std::vector<std::string> transcript;   ///< likewise; safe to print
};

/// A place where messages lie. Connects when it is first asked for something, and again where the connection was lost,
/// but never after a login that was refused. Nothing throws but MachineUnfit.
class MessageStore {
public:
    MessageStore() = default;
    MessageStore(const MessageStore&) = delete;
    MessageStore& operator=(const MessageStore&) = delete;
    virtual ~MessageStore() = default;

    /// What fits and was not given before. Looks at the newest first. Each message is held against the criteria here,
    /// too, whatever the server says that it found.
    virtual SearchResult find(const MessageCriteria& criteria, Deadline deadline) = 0;

    /// Deletes these, and no other.
    virtual RemovalResult remove(const std::vector<MessageId>& ids, Deadline deadline) = 0;

    /// Takes leave; waits no longer than a tenth of a second.
    virtual void close(Deadline deadline) = 0;

    virtual StoreFacts facts() const = 0;

    /// Text that is not to show the credentials, without them.
    virtual std::string concealed(std::string_view text) const = 0;
};

} // namespace mpm
