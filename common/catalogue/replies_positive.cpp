// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue/phrases.hpp"
#include "catalogue/tables.hpp"

// Basic codes 1yz to 3yz.
namespace mpm::catalogue {
namespace {

using enum Step;

constexpr BasicRow rows[] = {
    {101,
     {.meaning = "no connection to the server",
      .causes = {{at(Connect), "No mail server sends this: programs show Linux error 101 (network unreachable), or any "
                               "connection that could not be opened, as if it were a reply."},
                 {at(Greeting), "A gateway reports that it could not reach the server behind it."}},
      .sender = "Check the server's name, address and port, and this machine's route to it.",
      .administrator = "Check that the mail server runs, and the routes and firewall in front of it.",
      .reference = "no RFC; mail programs and gateways"}},
    {111,
     {.meaning = "the connection was refused",
      .causes = {{at(Connect), "No mail server sends this: programs show Linux error 111 (connection refused) as if it "
                               "were a reply. Nothing listens on that port, or a firewall rejects it."},
                 {at(Greeting), "A gateway reports that the server behind it refused the connection."}},
      .sender = "Check host name and port (25, 465, 587) and whether your provider blocks them.",
      .administrator = "Start the mail server, and check that it listens on this address and port.",
      .reference = "no RFC; mail programs and gateways"}},
    {200,
     {.meaning = "success, in a form that SMTP does not define",
      .causes = {{anyReply, "An old or home-made server uses 200 where SMTP says 250 or 220."},
                 {at(Greeting), "Another protocol than SMTP answers on this port."}},
      .sender = "Check that host and port are those of a mail server.",
      .administrator = "Let the server answer with the code that RFC 5321 gives this step.",
      .reference = "not in RFC 5321; RFC 876"}},
    {211,
     {.meaning = "system status or help",
      .causes = {{at(Command), "The answer to HELP, or to a status question."}},
      .sender = phrase::nothingToDo,
      .reference = "RFC 5321 section 4.2.2"}},
    {214,
     {.meaning = "help text",
      .causes = {{at(Command), "The answer to HELP, meant for a human reader."}},
      .sender = phrase::nothingToDo,
      .reference = "RFC 5321 section 4.2.2"}},
    {220,
     {.meaning = "the service is ready",
      .causes = {{at(Greeting), "The server greets and takes commands."},
                 {at(StartTls), "The server agrees to TLS: the handshake comes next."}},
      .sender = phrase::nothingToDo,
      .reference = "RFC 5321 section 4.2.2, RFC 3207 section 4"}},
    {221,
     {.meaning = "the server says goodbye and closes the connection",
      .causes = {{at(Quit), "The answer to QUIT."},
                 {at(Greeting, Ehlo, Mail, Rcpt, Data), "The server ends the session on its own; 421 would be right.",
                  "The server hung up in mid-session with a success code: look in its log for why, and at proxies in "
                  "front of it."}},
      .sender = phrase::nothingToDo,
      .reference = "RFC 5321 section 3.8"}},
    {235,
     {.meaning = "the login succeeded",
      .causes = {{at(Auth), "User name and password, or token, were accepted."}},
      .sender = phrase::nothingToDo,
      .reference = "RFC 4954 section 6"}},
    {250,
     {.meaning = "done, accepted",
      .causes = {{at(Ehlo, Mail, Rcpt, Command), "The command was accepted."},
                 {at(Message),
                  "The server has taken responsibility for the message; its queue ID is often in the text."}},
      .sender = phrase::nothingToDo,
      .reference = "RFC 5321 section 4.2.2"}},
    {251,
     {.meaning = "the recipient is not local; the server forwards the message",
      .causes = {{at(Rcpt, Command), "The mailbox has moved, and the server knows where to."}},
      .sender = "Nothing needs doing; use the address in the text from now on if it names one.",
      .administrator = "Nothing needs doing if the forwarding is wanted.",
      .reference = "RFC 5321 section 3.4"}},
    {252,
     {.meaning = "not verified, but the server will try to deliver",
      .causes = {{at(Command), "VRFY is switched off against address harvesting, or the mailbox is on another host."},
                 {at(Rcpt), "The recipient can't be checked now and is accepted nevertheless."}},
      .sender = "Nothing needs doing; use RCPT TO where you need to know whether an address is accepted.",
      .reference = "RFC 5321 section 3.5.3"}},
    {253,
     {.meaning = "queued messages are on their way",
      .causes = {{at(Command), "The answer to ETRN: the server has started to deliver what waits for that domain."}},
      .sender = phrase::nothingToDo,
      .reference = "RFC 1985"}},
    {334,
     {.meaning = "the server waits for the next part of the login",
      .causes = {{at(Auth), "A challenge of the login mechanism, in base64; it may be empty."}},
      .sender = "Go on with the login; a client that stops here does not know the mechanism.",
      .reference = "RFC 4954 section 4"}},
    {354,
     {.meaning = "send the message now, and end it with a line that holds only a dot",
      .causes = {{at(Data), "The server is ready for the message."}},
      .sender = phrase::nothingToDo,
      .reference = "RFC 5321 section 4.1.1.4"}},
};

} // namespace

std::span<const BasicRow> positiveReplies()
{
    return rows;
}

} // namespace mpm::catalogue
