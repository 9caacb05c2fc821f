// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tls/channel.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpm::fuzz {

/// A server that says what the script says, whatever the client does, and then closes. The script is cut into segments
/// by the octet 0x1F; a segment comes when the client waits for one, and an empty one is silence until the deadline.
/// The first octet of a segment may say more: 0x1E, it is there before the client speaks next; 0x1D, the same, and the
/// connection breaks when the client speaks; 0x1C, the handshake that is to be begun here fails.
class ByteScript : public Channel {
public:
    struct Sent {
        std::string octets;
        bool encrypted;
    };

    explicit ByteScript(std::string_view script, bool fromTheFirst = false) : rest_(script), encrypted_(fromTheFirst) {}

    std::string receive(Deadline /*deadline*/) override
    {
        if (rest_.empty()) {
            throw PeerFailed(FailureKind::Closed, "connection closed by the server");
        }
        auto segment = take();
        if (segment.empty()) {
            throw PeerFailed(FailureKind::TimedOut, "no answer");
        }
        return segment;
    }

    std::string receivePending() override { return rest_.starts_with(early) || broken_ ? take() : std::string(); }

    void send(std::string_view bytes, Deadline /*deadline*/) override
    {
        broken_ = rest_.starts_with(breaks);
        if (broken_) {
            throw PeerFailed(FailureKind::Closed, "connection reset by the server");
        }
        sent_.push_back({std::string(bytes), encrypted_});
    }

    TlsFacts startTls(const TlsRequest& /*request*/, Deadline /*deadline*/) override
    {
        TlsFacts facts;
        if (rest_.starts_with(noHandshake)) {
            facts.failure = Failure{FailureKind::Tls, "the handshake failed"};
            facts.insteadOfTls = PeerText(take());
            return facts;
        }
        facts.version = TlsVersion::Tls13;
        facts.cipher = "TLS_AES_256_GCM_SHA384";
        facts.group = "X25519";
        encrypted_ = true;
        return facts;
    }

    const std::vector<Sent>& sent() const { return sent_; }

private:
    static constexpr char noHandshake = '\x1C';
    static constexpr char breaks = '\x1D';
    static constexpr char early = '\x1E';
    static constexpr char end = '\x1F';

    std::string take()
    {
        auto segment = rest_.substr(0, rest_.find(end));
        rest_.remove_prefix(std::min(rest_.size(), segment.size() + 1));
        if (!segment.empty() && segment.front() >= noHandshake && segment.front() <= early) {
            segment.remove_prefix(1);
        }
        return std::string(segment);
    }

    std::string_view rest_;
    bool encrypted_;
    bool broken_ = false;
    std::vector<Sent> sent_;
};

} // namespace mpm::fuzz
