// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/resolver.hpp"
#include "retrieval/mailbox_url.hpp"
#include "retrieval/step.hpp"
#include "submission/authenticate.hpp"
#include "submission/digests.hpp"
#include "tls/channel.hpp"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm {

/// What a store needs of the outside; it all lives longer than the store.
struct RetrievalWorld {
    Resolver& resolver;
    Dialer& dialer;
    Digests& digests;
};

constexpr std::size_t mostRetrievedHeader = 64UL * 1024; ///< octets of each header that are read
constexpr std::size_t mostLookedAt = 200;                ///< messages in one search of one folder
constexpr std::size_t mostRetrieved = 2UL << 20U;        ///< octets of messages in one search, where they are small

/// How a mailbox is to be read.
struct RetrievalPlan {
    MailboxUrl url;
    Login login;    ///< whose user is the URL's; `allowClear`: also where the server offers no TLS
    TlsRequest tls; ///< of which host is said here
    FamilyChoice families = FamilyChoice::Any;
    /// Whether a session may be told a secret; without it every session that stands may.
    std::function<bool(const TlsFacts&)> trusts;
    /// By the user's names, UTF-8. Empty: the URL's, or else INBOX and the folder for spam if there is one.
    std::vector<std::string> folders;
    std::size_t mostBody = 256UL * 1024; ///< octets of each body that are read

    /// Octets of messages in one search: two of the largest in any case, so that what is left over grows less.
    std::size_t mostInAll() const { return std::max(mostRetrieved, mostRetrievedHeader + mostBody); }
};

/// A connection, or why there is none.
struct RetrievalConnection {
    std::unique_ptr<Channel> channel;
    std::optional<Endpoint> endpoint;
    std::optional<RetrievalFailure> failure;
    std::vector<RetrievalStepTime> steps;
};

/// To the first of the host's addresses that accepts; no more than eight are tried.
RetrievalConnection connectTo(const MailboxUrl& url, FamilyChoice families, const RetrievalWorld& world,
                              Deadline deadline);

/// Whether the login is not to be tried again: whoever asks on with a wrong password locks the account.
bool isForGood(const RetrievalFailure& failure);

/// Text without the plan's credentials.
std::string concealedFrom(const RetrievalPlan& plan, std::string_view text);

/// Why no secret may be sent over this session; nothing where one may. `tls`: nothing where there was no handshake.
std::optional<RetrievalFailure> faultOfTls(const std::optional<TlsFacts>& tls, const RetrievalPlan& plan);

} // namespace mpm
