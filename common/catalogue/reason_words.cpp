// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/reason_words.hpp"

#include "catalogue/words_client.hpp"
#include "catalogue/words_content.hpp"
#include "catalogue/words_recipient.hpp"
#include "catalogue/words_sender.hpp"
#include "catalogue/words_server.hpp"
#include "catalogue/words_session.hpp"

namespace mpm::catalogue {
namespace {

constexpr std::span<const WordRow> tables[] = {recipientWords, clientWords,  senderWords,
                                               sessionWords,   contentWords, serverWords};

} // namespace

std::span<const std::span<const WordRow>> reasonWords()
{
    return tables;
}

} // namespace mpm::catalogue
