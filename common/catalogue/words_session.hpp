// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalogue/phrases.hpp"
#include "catalogue/row.hpp"

/// Words about the session: commands, TLS, login.
namespace mpm::catalogue {

inline constexpr source::WordRow sessionWords[] = {
    {.words =
         "tls 1.0|tls 1.1|tls1.0|tls1.1|tlsv1.0|tlsv1.1|tlsv1 |sslv3|ssl 3.0|tls version|version of tls|"
         "tls protocol version|outdated tls|old tls|tls .. too old|upgrade your tls|newer tls|unsupported protocol|"
         "tls 1.2 or|tls1.2 or|tlsv1.2 or|requires tls 1.|weak cipher|encryption too weak|cipher too weak|tls .. "
         "deprecated",
     .status = refusal,
     .meaning = "the TLS of this session is too old",
     .remedy = phrase::tlsTooOld,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "only with ssl|only with tls|only over tls|only over ssl|issue a starttls|issue starttls|starttls "
              "first|starttls is required|starttls required|"
              "starttls command first|use starttls|without starttls|tls required|tls is required|requires tls|"
              "require tls|need tls|needs tls|tls only|encryption required|encryption is required|"
              "encryption needed|encrypted connection|secure connection|session encryption|ssl required|"
              "ssl is required|requires ssl|requires encryption|require encryption|must use tls|must use ssl|"
              "mandatory tls|enable ssl|enable tls|not encrypted|unencrypted|plaintext authentication disallowed|"
              "plaintext authentication is disallowed|cleartext authentication|plain text authentication",
     .status = refusal,
     .meaning = "encryption is required",
     .remedy = phrase::tlsRequired,
     .first = Actor::SendingSide},
    {.words = "must issue an auth|must issue auth|sender address rejected: not logged in|must be logged in|"
              "you must authenticate|please authenticate",
     .status = refusal,
     .meaning = "not without login",
     .remedy = phrase::loginRequired,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Ehlo, Step::Mail, Step::Rcpt, Step::Data, Step::Command)},
    {.words = "must issue a starttls|must issue starttls|issue a starttls command first",
     .status = refusal,
     .meaning = "encryption is required",
     .remedy = phrase::tlsRequired,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "smtpclientauthentication is disabled|basic authentication is disabled|basic authentication is not "
              "supported|basic auth .. disabled|"
              "smtp auth .. disabled|smtp authentication is disabled|does not have access rights to this service|"
              "not allowed to use smtp|smtp access .. disabled|smtp access is not|smtp .. not enabled for|"
              "smtp service is disabled|pop3/imap/smtp|pop/imap .. enable|"
              "enable imap|client authentication .. disabled|protocol is disabled|protocol disabled",
     .status = refusal,
     .meaning = "the account may not send by SMTP",
     .remedy =
         "Allow SMTP AUTH (sending by mail programs) for this account where its provider or administrator sets it, "
         "or send with OAuth (XOAUTH2) or through a connector.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "application-specific password|app password|app-specific password|application password|"
              "app-password|parol prilozheniya|two-factor|2-step|two-step|web browser|log in via your|"
              "login via your web|log in with your web|authorization code|authorisation code|client authorization",
     .status = refusal,
     .meaning = "a password alone is not enough for this login",
     .remedy = "Make an app password in the account's security settings and log in with that, or use OAuth (-A XOAUTH2 "
               "with a token).",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence},
    {.words = "too many invalid login|too many login|too many failed|too many authentication|too many auth|failed "
              "login attempts|authentication attempts|login attempts|too many invalid logins|login rate|"
              "logins too frequent|account temporarily locked|account is temporarily locked|temporarily locked",
     .status = refusal,
     .meaning = "too many failed logins",
     .remedy = "Stop whatever keeps trying a wrong password, wait until the account's lock has ended, then log in once "
               "with the right one.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Auth, Step::Mail)},
    {.words = "account locked|account is locked|account disabled|account is disabled|account .. disabled|"
              "account .. locked|account suspended|account .. suspended|account inactive|account .. expired|"
              "user is disabled|user disabled|password expired|password has expired|password .. expired|blocked",
     .status = refusal,
     .meaning = "the login's account is locked or its password has expired",
     .remedy =
         "Have the account unlocked or its password set anew by whoever runs the login service, and find out what "
         "got it locked.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Auth)},
    {.words = "unable to authenticate|temporary authentication failure|temporary auth|authentication "
              "service|authentication temporarily|"
              "authentication server|auth server|auth backend|cannot authenticate now|generic failure|"
              "connection lost to authentication|authentication database",
     .status = 4,
     .meaning = "the login service does not answer",
     .remedy = "Check that the server's login service (SASL, LDAP, PAM, database) runs and answers. Clients try again "
               "by themselves.",
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Auth)},
    {.words = "authentication required|authentication is required|authentication needed|authentication is needed|"
              "authentication necessary|requires authentication|require authentication|authenticated access|"
              "need authentication|needs authentication|you must log in|must log in|must login|"
              "must authenticate|must first authenticate|must be authenticated|must issue auth|authenticate first|"
              "log in first|login first|please authenticate|please log in|please login|login required|"
              "not authenticated|unauthenticated|without authentication|not logged in|sender must be logged|"
              "smtp auth required|smtp-auth|smtp auth first|auth first|use smtp auth|use authentication|"
              "authorization required|authorization is required|auth required|auth command first|"
              "authentication first|you need to authenticate|need to authenticate|need to log in|"
              "before sending you must|pop before|pop-before|pop3 first|check your mail first|check mail first|"
              "enable smtp authentication|smtp authentication",
     .status = refusal,
     .meaning = "not without login",
     .remedy = phrase::loginRequired,
     .first = Actor::SendingSide,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Mail, Step::Rcpt, Step::Data, Step::Command)},
    {.words =
         "no mechanism available|authentication not enabled|authentication is not enabled|authentication not available|"
         "unrecognized authentication type|mechanism not supported|"
         "unsupported authentication|mechanism .. not|auth not available",
     .status = 5,
     .meaning = "the login mechanism is not offered",
     .remedy = "Use a mechanism that the AUTH line of EHLO offers (-A), after STARTTLS, on the port for logins (587 or "
               "465); or enable this one on the server.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Auth)},
    {.words = "no permission|not permitted to log in|not allowed to log in|user is not allowed|user not allowed",
     .status = 5,
     .meaning = "the account may not log in here",
     .remedy = "Have the login by SMTP switched on for this account where its provider or administrator grants such "
               "permissions, or log in with an account that may send.",
     .first = Actor::SendingSide,
     .steps = at(Step::Auth)},
    {.words = "no secret in database",
     .status = 5,
     .meaning = "the server has no copy of the password in the form that this mechanism needs",
     .remedy = "Use another login mechanism: PLAIN or LOGIN over TLS (-A). Else have the password stored in the form "
               "that this one needs, or this one taken out of what EHLO offers.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Auth)},
    {.words = "authentication failed|authentication failure|authentication unsuccessful|"
              "authentication credentials invalid|incorrect authentication|invalid credentials|bad credentials|"
              "invalid login|login failed|username and password not accepted|invalid user|bad username|"
              "wrong password|incorrect password|invalid password|password mismatch|credentials|login denied|"
              "login incorrect|not recognized .. password|unknown user|user unknown|no such user|user not found",
     .status = 5,
     .meaning = "user name or password is wrong",
     .remedy = phrase::wrongPassword,
     .first = Actor::SendingSide,
     .steps = at(Step::Auth)},
    {.words = "tls not available|tls is not available|tls currently unavailable|tls .. local problem|"
              "tls temporarily|starttls .. unavailable|tls unavailable",
     .status = refusal,
     .meaning = "the server can't do TLS",
     .remedy =
         "Check the server's certificate and key files (path, rights, matching pair) and its log, then reload it.",
     .first = Actor::ReceivingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::StartTls)},
    {.words = "unrecognized command|unrecognised command|command unrecognized|command unrecognised|"
              "command not recognized|command not recognised|command is not recognized|unknown command|command unknown|"
              "invalid command|bad command|unsupported command|command not supported|command unsupported|"
              "command not implemented|command is not implemented|command unimplemented|not implemented|unimplemented|"
              "command not available|command disabled|command is disabled|command not allowed|"
              "command not permitted|command not understood|no such command|"
              "command is not available|command error",
     .status = 5,
     .meaning = "the server does not know or offer the command",
     .remedy = phrase::commandUnknown,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Command, Step::StartTls, Step::Auth, Step::Quit)},
    {.words = "unrecognized command|unrecognised command|command unrecognized|command unrecognised|"
              "command not recognized|command not recognised|unknown command|command unknown|"
              "unsupported command|command not supported|command unsupported|"
              "command not implemented|command unimplemented|command not understood|no such command",
     .status = 5,
     .meaning = "the server does not know the command",
     .remedy = phrase::commandMangled,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
    {.words = "unrecognized command|unrecognised command|command unrecognized|command unrecognised|"
              "command not recognized|command not recognised|unknown command|command unknown|invalid command|"
              "unsupported command|command not supported|command not implemented|command unimplemented|"
              "command not understood|not implemented|unimplemented",
     .status = 5,
     .meaning = "the server does not know EHLO",
     .remedy = phrase::ehloRefused,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Ehlo)},
    {.words = "lhlo: command not recognized|lhlo .. not recognized|lhlo .. unrecognized|lhlo .. unknown|"
              "unknown command lhlo|use lhlo|expected lhlo|lhlo required",
     .status = 5,
     .meaning = "one side speaks LMTP, the other SMTP",
     .remedy = "One side speaks LMTP (LHLO), the other SMTP (EHLO): let the client use the protocol of that port, and "
               "LMTP only for delivery into mailboxes; see whether a proxy changes the command.",
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Greeting, Step::Ehlo, Step::Command)},
    {.words = "syntax error|bad syntax|invalid syntax|syntax: ",
     .status = 5,
     .meaning = "EHLO or its argument is malformed",
     .remedy =
         "Correct the syntax of EHLO: one argument, which is a full host name (option -F). If the dialogue (-vvv) "
         "shows a proper one, a proxy or firewall on the way spoils it.",
     .first = Actor::SendingSide,
     .steps = at(Step::Ehlo)},
    {.words = "no valid recipients|no valid recipient|no recipients|need rcpt|need recipient|must have sender and rec|"
              "need valid recipient|valid rcpt command must|rcpt first|rcpt command must precede|no recipient",
     .status = 5,
     .meaning = "no recipient was accepted before",
     .remedy = phrase::noRecipients,
     .first = Actor::SendingSide,
     .weight = Weight::Sentence,
     .steps = at(Step::Data, Step::Message)},
    {.words = "bad sequence|out of sequence|wrong sequence|need mail command|need mail before|mail first|"
              "need mail|sender already|sender already specified|nested mail|polite people say|say helo first|"
              "say hello|helo first|ehlo first|send hello first|send helo|send ehlo|duplicate helo|must have sender|"
              "must come first|already specified|already given|not allowed now|command out of",
     .status = 5,
     .meaning = "the command came at the wrong moment",
     .remedy = phrase::wrongMoment,
     .first = Actor::SendingSide,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Auth, Step::StartTls, Step::Command, Step::Message)},
    {.words = "unrecognized parameter|unknown parameter|unsupported parameter|parameter .. not|unsupported option|"
              "parameters not recognized|mail parameters|bad parameter|unsupported argument|unknown option|"
              "unimplemented parameter",
     .status = 5,
     .meaning = "the server does not know a parameter of the command",
     .remedy = "Use only parameters that the reply to EHLO offers. If it offers this one, look for a proxy that lets "
               "another server's offer through.",
     .first = Actor::SendingSide,
     .steps = at(Step::Mail, Step::Rcpt)},
    {.words = "syntax error|syntax: |malformed address|bad address|malformed|bad syntax|invalid syntax|"
              "domain missing|missing .. domain|illegal character|invalid character|domain required|"
              "unbalanced|missing or malformed|line too long|command line too long",
     .status = 5,
     .meaning = "the command or an address in it is malformed",
     .remedy = phrase::malformedCommand,
     .first = Actor::SendingSide,
     .steps = at(Step::Mail, Step::Rcpt, Step::Command)},
    {.words = "smtputf8|internationalized|internationalised|non-ascii address|utf-8 address|utf8 address|eai ",
     .status = 5,
     .meaning = "addresses with non-ASCII characters are not allowed here",
     .remedy = "Use an ASCII address, or enable SMTPUTF8 on every server along the way.",
     .first = Actor::Author,
     .steps = at(Step::Mail, Step::Rcpt, Step::Data, Step::Message)},
};

} // namespace mpm::catalogue
