/*
 * The limit: one process in C that takes websockets and writes what it is posted to all of them in a loop, one frame
 * prepared once, one send() each. Nothing can be faster on this kernel with one send a socket.
 *
 *   gcc -O2 -Wall -Wextra -o limit limit.c && ./limit PORT
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST 65536
#define PIECE 131072

/* SHA-1 and base64 of a handshake: RFC 3174, RFC 4648 */
static uint32_t rol(uint32_t x, int n) { return x << n | x >> (32 - n); }

static void sha1(const uint8_t *in, size_t n, uint8_t out[20])
{
    uint32_t h[5] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    uint8_t block[128] = {0};
    size_t all = n + 9 <= 64 ? 64 : 128;
    memcpy(block, in, n);
    block[n] = 0x80;
    for (int i = 0; i < 8; i++)
        block[all - 1 - i] = (uint8_t)((uint64_t)n * 8 >> (8 * i));
    for (size_t at = 0; at < all; at += 64) {
        uint32_t w[80], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
        for (int i = 0; i < 16; i++)
            w[i] = (uint32_t)block[at + 4 * i] << 24 | block[at + 4 * i + 1] << 16 | block[at + 4 * i + 2] << 8
                   | block[at + 4 * i + 3];
        for (int i = 16; i < 80; i++)
            w[i] = rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        for (int i = 0; i < 80; i++) {
            uint32_t f, k;
            if (i < 20) f = (b & c) | (~b & d), k = 0x5a827999;
            else if (i < 40) f = b ^ c ^ d, k = 0x6ed9eba1;
            else if (i < 60) f = (b & c) | (b & d) | (c & d), k = 0x8f1bbcdc;
            else f = b ^ c ^ d, k = 0xca62c1d6;
            uint32_t t = rol(a, 5) + f + e + k + w[i];
            e = d, d = c, c = rol(b, 30), b = a, a = t;
        }
        h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
    }
    for (int i = 0; i < 20; i++)
        out[i] = h[i / 4] >> (24 - 8 * (i % 4));
}

static void base64(const uint8_t *in, char out[29])
{
    static const char abc[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (int i = 0, o = 0; i < 20; i += 3, o += 4) {
        uint32_t v = in[i] << 16 | in[i + 1] << 8 | (i + 2 < 20 ? in[i + 2] : 0);
        out[o] = abc[v >> 18], out[o + 1] = abc[v >> 12 & 63], out[o + 2] = abc[v >> 6 & 63];
        out[o + 3] = i + 2 < 20 ? abc[v & 63] : '=';
    }
    out[28] = 0;
}

static uint8_t is_ws[MOST];
static int all[MOST], count;
static char held[PIECE];

static void drop(int fd)
{
    for (int i = 0; is_ws[fd] && i < count; i++)
        if (all[i] == fd) {
            all[i] = all[--count];
            break;
        }
    is_ws[fd] = 0;
    close(fd);
}

static void welcome(int fd, const char *request)
{
    const char *key = strcasestr(request, "Sec-WebSocket-Key: ");
    char proof[128], accept[29], answer[256];
    uint8_t digest[20];
    if (!key)
        return drop(fd);
    int n = snprintf(proof, sizeof proof, "%.24s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key + 19);
    sha1((uint8_t *)proof, n, digest);
    base64(digest, accept);
    n = snprintf(answer, sizeof answer, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                 "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n", accept);
    if (send(fd, answer, n, MSG_NOSIGNAL) == n) {
        is_ws[fd] = 1;
        all[count++] = fd;
    }
}

static void cast(int fd, const char *body, size_t n)
{
    static uint8_t frame[PIECE];
    static const char done[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    size_t h = n < 126 ? 2 : 4;
    frame[0] = 0x81;
    if (n < 126)
        frame[1] = n;
    else
        frame[1] = 126, frame[2] = n >> 8, frame[3] = n;
    memcpy(frame + h, body, n);
    for (int i = 0; i < count; i++)
        if (send(all[i], frame, h + n, MSG_NOSIGNAL) < 0 && errno != EAGAIN)
            fprintf(stderr, "lost %d\n", all[i]);
    if (send(fd, done, sizeof done - 1, MSG_NOSIGNAL) < 0)
        drop(fd);
}

int main(int argc, char **argv)
{
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    signal(SIGPIPE, SIG_IGN);
    int one = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), poll = epoll_create1(0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 9000)};
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 4096)) {
        perror("limit");
        return 1;
    }
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, came[256];
    epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int n = epoll_wait(poll, came, 256, -1);
        for (int i = 0; i < n; i++) {
            int fd = came[i].data.fd;
            if (fd == listener) {
                while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
                    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                    event.data.fd = fd;
                    epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
                }
                continue;
            }
            ssize_t got = recv(fd, held, PIECE - 1, 0);
            if (got <= 0) {
                if (got == 0 || errno != EAGAIN)
                    drop(fd);
                continue;
            }
            held[got] = 0;
            if (is_ws[fd])
                continue;
            char *body = strstr(held, "\r\n\r\n");
            if (body && !memcmp(held, "POST", 4))
                cast(fd, body + 4, got - (body + 4 - held));
            else if (body)
                welcome(fd, held);
        }
    }
}
