// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check_mail_auth/policy.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::checkMailAuth {

/// How closely the domains of SPF or DKIM and From must agree (RFC 7489 section 3.1).
enum class Alignment : std::uint8_t { Relaxed, Strict };

/// What a domain says it is (psd=): below public suffixes an organisation begins.
enum class SuffixKind : std::uint8_t { Unknown, Public, Organisation };

/// A DMARC record as receivers read it (RFC 7489 section 6.3; its successor adds np, psd and t and drops pct). What
/// can't be read has its default, and a fault.
struct DmarcRecord {
    std::optional<DmarcAction> policy;      ///< p
    std::optional<DmarcAction> subdomains;  ///< sp
    std::optional<DmarcAction> nonexistent; ///< np
    bool testing = false;                   ///< t=y: one step weaker is asked for
    std::optional<unsigned> percent;        ///< pct, 0 to 100
    Alignment dkim = Alignment::Relaxed;
    Alignment spf = Alignment::Relaxed;
    SuffixKind suffix = SuffixKind::Unknown;
    std::string aggregate;              ///< rua as it stands; octets of a stranger
    std::string failures;               ///< ruf
    std::vector<std::string> unknown;   ///< names of tags that nobody defines; safe to print
    std::vector<std::string> upperCase; ///< tags that are known once they are in small letters; safe to print
    std::vector<std::string> faults;    ///< sentences about what can't be read; safe to print
    /// A policy (p, sp or np) is there that can't be read: receivers act as if p were none, or as if there were no
    /// record (RFC 7489 section 6.6.3).
    bool unreadable = false;

    DmarcAction ofDomain() const { return policy.value_or(DmarcAction::None); }
    DmarcAction ofSubdomains() const { return subdomains.value_or(ofDomain()); }
    DmarcAction ofNonexistent() const { return nonexistent.value_or(ofSubdomains()); }
};

/// Whether a text is a DMARC record: its first tag is v=DMARC1, letter by letter.
bool isDmarc(std::string_view text);

/// Whether somebody meant it to be one.
bool looksLikeDmarc(std::string_view text);

/// Reads a text, whether `isDmarc` or not.
DmarcRecord readDmarcRecord(std::string_view text);

/// The text as it was probably meant: semicolons in their places, words as they are defined, addresses with mailto:,
/// without tags that have a default and can't be read; empty where that is no better.
std::string mendedDmarc(std::string_view text);

} // namespace mpm::checkMailAuth
