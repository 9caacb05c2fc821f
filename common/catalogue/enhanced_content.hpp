// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/phrases.hpp"
#include "catalogue/row.hpp"

/// Enhanced codes X.6.z (content of the message).
namespace mpm::catalogue {

using enum Step;

constexpr std::string_view contentReference = "RFC 3463 section 3.7";
constexpr std::string_view supportsSmtpUtf8 =
    "Enable SMTPUTF8 on every server along the way if such mail is to be taken.";

inline constexpr source::EnhancedRow contentCodes[] = {
    {"2.6.0",
     {.meaning = "the message was accepted",
      .first = Actor::Nobody,
      .causes = {{at(Message), "The server has queued or delivered the message; its queue ID is often in the text."}},
      .sender = phrase::nothingToDo,
      .reference = contentReference}},
    {"X.6.0",
     {.meaning = "something is wrong with the content",
      .first = Actor::SendingSide,
      .causes = {{at(Message),
                  "The message's form displeases the server: headers missing or doubled, broken MIME, a bare "
                  "line end."}},
      .sender = "Check the message's headers and MIME structure against RFC 5322.",
      .administrator = phrase::readTheLog,
      .reference = contentReference}},
    {"X.6.1",
     {.meaning = "the type of content is not supported",
      .first = Actor::Author,
      .causes = {{at(Data, Message), "A media type that the recipient's system does not take."}},
      .sender = "Send another format, plain text at best.",
      .administrator = "Allow the media type if it is wanted.",
      .reference = contentReference}},
    {"X.6.2",
     {.meaning = "the content would have to be converted, but must not be",
      .first = Actor::SendingSide,
      .causes = {{at(Mail, Message), "The next server can't take the message as it is, and the sender or a signature "
                                     "forbids to change it."}},
      .sender = "Send in a form that needs no conversion (7-bit, base64).",
      .reference = contentReference}},
    {"X.6.3",
     {.meaning = "the content would have to be converted, but the server can't",
      .first = Actor::SendingSide,
      .causes = {{at(Mail, Message), "8-bit or binary content has to go to a server without 8BITMIME or BINARYMIME."}},
      .sender = "Send in 7-bit form (quoted-printable or base64).",
      .administrator = "Enable 8BITMIME on the next server.",
      .reference = contentReference}},
    {"*.6.4",
     {.meaning = "the content was converted with loss",
      .first = Actor::Nobody,
      .causes = {{at(Message), "A gateway had to drop part of the formatting or of the characters."}},
      .sender = "Check whether the loss matters, and send a simpler format if it does.",
      .reference = contentReference}},
    {"X.6.5",
     {.meaning = "the conversion of the content failed",
      .first = Actor::SendingSide,
      .causes = {{at(Message), "A gateway could not convert the message, often because its MIME is broken."}},
      .sender = "Check the message's MIME structure, or send a simpler format.",
      .administrator = phrase::readTheLog,
      .reference = contentReference}},
    {"X.6.6",
     {.meaning = "the content that was referred to is not available",
      .first = Actor::SendingSide,
      .causes = {{at(Data, Message), "BURL names a message on an IMAP server that can't be fetched."}},
      .sender = "Check the URL and its authorisation, or send the message itself.",
      .administrator = "Check that the submission server may fetch from the IMAP server.",
      .reference = "RFC 4468"}},
    {"X.6.7",
     {.meaning = "addresses with non-ASCII characters are not allowed here",
      .first = Actor::Author,
      .causes = {{at(Mail, Rcpt), "The address needs SMTPUTF8, which the server or a server behind it lacks."}},
      .sender = "Use an ASCII address.",
      .administrator = supportsSmtpUtf8,
      .reference = "RFC 6531 section 3.5"}},
    {"X.6.8",
     {.meaning = "the reply needs UTF-8, and the client did not allow that",
      .first = Actor::SendingSide,
      .causes = {{at(Mail, Rcpt, Command),
                  "The server wants to name a non-ASCII address to a client that did not ask for "
                  "SMTPUTF8."}},
      .sender = "Use a client that speaks SMTPUTF8.",
      .reference = "RFC 6531 section 3.7.4.2"}},
    {"X.6.9",
     {.meaning = "a message with UTF-8 headers can't be passed on to the recipient",
      .first = Actor::Author,
      .causes = {{at(Rcpt, Message), "The recipient's server does not speak SMTPUTF8."}},
      .sender = "Send with ASCII addresses and encoded headers.",
      .administrator = supportsSmtpUtf8,
      .reference = "RFC 6531 section 3.5"}},
    {"X.6.10",
     {.meaning = "the reply needs UTF-8 (an old double of X.6.8)",
      .first = Actor::SendingSide,
      .causes = {{at(Mail, Rcpt, Command), "As for X.6.8, which replaces this code."}},
      .sender = "Use a client that speaks SMTPUTF8.",
      .reference = "IANA registry of enhanced status codes, deprecated"}},
};

} // namespace mpm::catalogue
