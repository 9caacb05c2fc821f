// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/ssl.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace mpm::test {

struct ClientRecord;

/// The server's end of one connection, as steps see it. Waits end when the server object does.
class ServerEnd {
public:
    ServerEnd(int socket, int stop, ClientRecord& record) : socket_(socket), stop_(stop), record_(record) {}

    /// False once the client is gone or the server ends.
    bool write(std::string_view octets);

    /// The client's next line without its end; records it. False when there will be none.
    bool readLine(std::string& line);

    /// Waits until the client has said something, which stays unread. False when it never will.
    bool awaitOctets();

    /// Reads, records and forgets until the client closes or the server ends.
    void readAll();

    /// False when the server ends within that time.
    bool wait(double seconds);

    /// Waits for the end of the server, whatever the client does.
    void waitForever() { wait(3600); }

    /// The handshake; from there on all is said inside TLS. False when there is no session.
    bool beginTls(SSL_CTX* context);

    /// The next close sends RST instead of FIN.
    void closeWithReset();

    /// No more octets to the client, though the connection stays open (a half close).
    void finish();

    /// Marks the client as early if it has said anything by now and no greeting has ended yet.
    void watchForEarlyTalk();

    void greetingHasEnded() { greeted_ = true; }
    ClientRecord& record() { return record_; }

private:
    bool awaitEvent(short event, double seconds);
    bool awaitTls(int result);
    ssize_t put(std::string_view octets);
    ssize_t take(char* octets, std::size_t most);

    int socket_;
    int stop_;
    bool greeted_ = false;
    std::string unread_;
    std::unique_ptr<SSL, decltype(&SSL_free)> ssl_{nullptr, SSL_free};
    ClientRecord& record_;
};

/// One thing that a server does. True: go on with the next; false: close the connection.
using ServerStep = std::function<bool(ServerEnd&)>;

/// What a server does on one connection; at the end it closes.
using Script = std::vector<ServerStep>;

/// These octets in one write.
ServerStep send(std::string octets);

/// One octet in each packet, every so many seconds.
ServerStep drip(std::string octets, double everySeconds);

/// The same octets again and again until the client is gone.
ServerStep sendForever(std::string octets);

/// Waits for a line that begins like this, in any case; another one is recorded as unexpected and
/// ends the script.
ServerStep awaitLine(std::string beginning);

/// Waits for a line that begins like this and sends these octets.
ServerStep answer(std::string beginning, std::string octets);

/// Reads a message up to the line that is only a dot.
ServerStep readMessage();

/// Waits for EHLO and sends these octets.
ServerStep answerEhlo(std::string octets);

/// Waits for QUIT and sends `221 2.0.0 bye`.
ServerStep answerQuit();

ServerStep pause(double seconds);

/// Waits until so many connections are at this step, whatever servers they are with: copies of the step count together.
/// A client that goes from one to the next never gets past it.
ServerStep awaitClients(std::size_t count);

/// Takes what the client says and never answers nor closes; ends when the client closes.
ServerStep staySilent();

/// Neither reads nor writes nor closes, even when the client has gone.
ServerStep neverRead();

/// Ends the connection with FIN, or with RST.
ServerStep close();
ServerStep reset();

/// Sends FIN, and goes on to read until the client closes.
ServerStep halfClose();

/// The steps of an honest server from `220` to `221`.
Script honestDialogue();

} // namespace mpm::test
