// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"
#include "survey/mail_hosts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpm {

/// How this run asked and spoke, as far as whoever repeats it by hand must do alike.
struct ByHand {
    std::vector<Endpoint> resolvers; ///< empty: the system's
    std::uint16_t port = 25;
    Protocol protocol = Protocol::Smtp;
    std::optional<TlsMode> tls;
    std::string clientName; ///< for EHLO; empty: any
    std::string caFile;
    std::string user;                    ///< to log in as
    std::string sender;                  ///< "" is the null sender
    std::vector<std::string> recipients; ///< none: nobody was named
};

/// Adds to each finding's remedy the command to see it oneself, as "See it with: dig example.com MX": dig, openssl
/// s_client, swaks, curl, or nc where commands are to be typed. Which one is decided by the finding's ID, and its
/// arguments by what was seen at its subject. Safe to paste: what is not of plain characters is quoted, and without a
/// safe form there is no command. `visits`: all that were made.
void addCommands(std::vector<Finding>& findings, const MailHosts& seen, const std::vector<const SmtpVisit*>& visits,
                 const ByHand& how);

/// One dig for several questions, name and type each; empty where a name can't be shown safely.
std::string digCommand(const ByHand& how, const std::vector<std::pair<std::string, std::string_view>>& questions);

/// Whether a finding of this ID can have a command.
bool hasCommand(std::string_view id);

/// A word that a shell takes as it is; in quotes where it must be; empty where it could be an option or holds what no
/// quotes make safe to show: control octets, a quote, or more than 300 octets.
std::string shellWord(std::string_view text);

} // namespace mpm
