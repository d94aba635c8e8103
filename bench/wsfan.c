/*
 * wsfan.c - websocket fan-out load generator (epoll, Linux).
 *
 *   gcc -O2 -Wall -Wextra -pthread -o wsfan wsfan.c            (no dependencies)
 *   gcc -O2 -Wall -Wextra -pthread -DWITH_ZLIB -o wsfan wsfan.c -lz     (adds --deflate)
 *
 * It opens N websocket connections, then triggers K broadcasts one at a time
 * and measures how long each takes to reach every connection.
 *
 *   --mode sio   Engine.IO 4 / Socket.IO 5, websocket transport only
 *   --mode raw   plain websocket, every text frame is a message
 *
 * The trigger is an HTTP POST on a keep-alive control connection
 * (--trigger http, the default) or a frame on connection 0 (--trigger ws).
 * Its JSON body is {"t":"@@B<seq>:<ns>@@","pad":"xxx..."}, padded to --size
 * bytes, where <ns> is CLOCK_MONOTONIC just before the trigger is written.
 * A server has to hand that object on unchanged.  With --tell the body is a
 * Rostrum command {"command":"tell","command_id":<uuid>,"words":"@@B..@@xx"},
 * so that what arrives is a patch of a screen, with the marker in its words;
 * --bearer is the token that sends it.  A snapshot (--snapshot) is any message
 * holding "@@S" (or a retained broadcast), or the acknowledgement of the
 * event of --emit, which is then sent with the id 1.
 *
 * --spin polls without sleeping while a broadcast is on its way: over loopback
 * a sleeping receiver makes every send() pay for a cross-core wakeup, which a
 * server behind a real network does not.
 *
 * --cores C,D.. reads with a thread pinned to each: connection i with the
 * thread i % their number.  One reader for several servers makes the one that
 * it shares a core with later than the others.
 *
 * --paced prints "ready" before each broadcast and waits for a line, so that
 * several of these can take turns; meanwhile it sleeps, and answers pings.
 *
 * Per broadcast: latency of the first receiver, p50, p99 and last receiver,
 * and how many connections got it exactly once and in order.  The result is
 * one human line plus one JSON line (--json FILE appends).
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#ifdef WITH_ZLIB
#include <zlib.h>
#endif

#define RBUF (1 << 20)
#define CTL_ID 0xffffffffu
#define PACE_ID 0xfffffffeu
#define MAX_PIDS 16
#define MAX_PORTS 16
#define MAX_THREADS 16
#define COUNT(n) __atomic_add_fetch(&(n), 1, __ATOMIC_RELAXED)
#define NOW(n) __atomic_load_n(&(n), __ATOMIC_ACQUIRE)

enum { S_IDLE, S_TCP, S_HTTP, S_EIO, S_NSP, S_SNAP, S_READY, S_DEAD };

struct conn {
    int fd;
    uint8_t state;
    uint32_t left_len;        /* bytes of an incomplete frame kept in left */
    uint8_t *left;
    int64_t last_seq;         /* last broadcast seen */
    uint64_t t_start, t_ready;
#ifdef WITH_ZLIB
    z_stream *z;
#endif
};

struct bcast {
    uint64_t t0;
    uint32_t slots, got;      /* slots taken of lat_ms, and filled */
    float *lat_ms;
};

/* ---- options ---- */
#define MAX_SIZES 8
static int o_sio = 1, o_n = 1000, o_conc = 100, o_k = 30, o_warm = 3, o_size = 250;
static int o_sizes[MAX_SIZES], o_nsizes;
static int o_gap = 100, o_snapshot, o_children, o_storm, o_deflate, o_ws_trigger;
static int o_dests = 8, o_timeout = 60, o_settle = 500, o_linger, o_storm_gap, o_spin, o_paced, o_cores[MAX_THREADS], o_threads;
static int o_ports[MAX_PORTS], o_nports, o_pub_port;
static const char *o_path, *o_pub_path = "/bcast", *o_ns = "", *o_auth = "", *o_emit, *o_label = "",
                  *o_json, *o_event = "next", *o_bearer;
static int o_tell;
static int pids[MAX_PIDS], npids;

/* ---- state ---- */
static int ep, ctl = -1, ctl_pending, my_turn;
static struct conn *cs;
static struct bcast *bc;
static int nbc;
static __thread uint8_t *rb;
static uint64_t n_ready, n_dead, n_retry, n_dup, n_ooo, n_pings, n_other, n_inflight, n_bytes;
static uint64_t ctl_t0, ctl_t1;
static uint32_t *todo;
static int todo_head, todo_tail, todo_cap, phase_connecting;

static void die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    exit(2);
}

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000ull + t.tv_nsec;
}

static uint64_t self_cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000000000ull + t.tv_nsec;
}

/* ---- server process accounting ---- */
static int collect_pids(int *out, int max)
{
    int n = 0;
    for (int i = 0; i < npids && n < max; i++)
        out[n++] = pids[i];
    if (!o_children)
        return n;
    for (int i = 0; i < n; i++) {
        char p[64];
        snprintf(p, sizeof p, "/proc/%d/task/%d/children", out[i], out[i]);
        FILE *f = fopen(p, "r");
        int c;
        if (!f)
            continue;
        while (n < max && fscanf(f, "%d", &c) == 1)
            out[n++] = c;
        fclose(f);
    }
    return n;
}

static long status_kb(int pid, const char *key)
{
    char p[64], line[256];
    long v = 0;
    snprintf(p, sizeof p, "/proc/%d/status", pid);
    FILE *f = fopen(p, "r");
    if (!f)
        return 0;
    while (fgets(line, sizeof line, f))
        if (!strncmp(line, key, strlen(key)))
            sscanf(line + strlen(key), " %ld", &v);
    fclose(f);
    return v;
}

static long server_kb(const char *key)
{
    int p[256], n = collect_pids(p, 256);
    long s = 0;
    for (int i = 0; i < n; i++)
        s += status_kb(p[i], key);
    return s;
}

/* CPU ns used so far: schedstat of each thread, or stat's ticks when there are many threads */
static uint64_t server_cpu_ns(void)
{
    int p[256], n = collect_pids(p, 256);
    uint64_t sum = 0;
    for (int i = 0; i < n; i++) {
        char path[320];
        if (status_kb(p[i], "Threads:") > 64) {
            unsigned long ut = 0, st = 0;
            snprintf(path, sizeof path, "/proc/%d/stat", p[i]);
            FILE *f = fopen(path, "r");
            if (!f)
                continue;
            char line[1024], *q;
            if (fgets(line, sizeof line, f) && (q = strrchr(line, ')')))
                sscanf(q + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &ut, &st);
            fclose(f);
            sum += (ut + st) * (1000000000ull / sysconf(_SC_CLK_TCK));
            continue;
        }
        snprintf(path, sizeof path, "/proc/%d/task", p[i]);
        DIR *d = opendir(path);
        struct dirent *e;
        while (d && (e = readdir(d))) {
            unsigned long long r;
            if (!isdigit((unsigned char)e->d_name[0]))
                continue;
            snprintf(path, sizeof path, "/proc/%d/task/%s/schedstat", p[i], e->d_name);
            FILE *f = fopen(path, "r");
            if (!f)
                continue;
            if (fscanf(f, "%llu", &r) == 1)
                sum += r;
            fclose(f);
        }
        if (d)
            closedir(d);
    }
    return sum;
}

/* ---- sockets ---- */
static void todo_push(uint32_t id)
{
    todo[todo_tail] = id;
    todo_tail = (todo_tail + 1) % todo_cap;
}

static void epset(int op, int fd, uint32_t ev, uint32_t id)
{
    struct epoll_event e = {.events = ev, .data.u32 = id};
    if (epoll_ctl(ep, op, fd, &e) < 0)
        die("epoll_ctl: %s", strerror(errno));
}

static int tcp_connect(int id, int port)
{
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        die("socket: %s (raise ulimit -n)", strerror(errno));
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
    a.sin_addr.s_addr = htonl(0x7f000001u + (uint32_t)(id % o_dests));
    if (connect(fd, (struct sockaddr *)&a, sizeof a) < 0 && errno != EINPROGRESS) {
        close(fd);
        return -1;
    }
    return fd;
}

static void conn_drop(struct conn *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    c->left_len = 0;
    free(c->left);
    c->left = NULL;
#ifdef WITH_ZLIB
    if (c->z) {
        inflateEnd(c->z);
        free(c->z);
        c->z = NULL;
    }
#endif
}

static void conn_lost(struct conn *c)
{
    if (c->state == S_READY)
        __atomic_sub_fetch(&n_ready, 1, __ATOMIC_RELAXED);
    else if (c->state != S_DEAD)
        n_inflight--;
    conn_drop(c);
    if (phase_connecting) {           /* try again, as a client would */
        COUNT(n_retry);
        c->state = S_IDLE;
        todo_push(c - cs);
    } else {
        c->state = S_DEAD;
        COUNT(n_dead);
    }
}

static void conn_open(uint32_t id)
{
    struct conn *c = &cs[id];
    c->fd = tcp_connect(id, o_ports[id % o_nports]);
    c->last_seq = -1;
    n_inflight++;
    c->state = S_TCP;
    c->t_start = now_ns();
    if (c->fd < 0) {
        conn_lost(c);
        return;
    }
    epset(EPOLL_CTL_ADD, c->fd, EPOLLOUT, id);
}

static int send_all(int fd, const void *p, size_t n)
{
    ssize_t r = send(fd, p, n, MSG_NOSIGNAL);
    return r == (ssize_t)n ? 0 : -1;   /* small writes into an empty socket buffer */
}

static int ws_send(struct conn *c, const char *s, size_t n)
{
    static __thread uint8_t out[1 << 17];
    static __thread uint32_t x = 2463534242u;
    size_t h = 2;
    x ^= x << 13, x ^= x >> 17, x ^= x << 5;
    if (n > 65000)
        return -1;
    out[0] = 0x81;
    if (n < 126)
        out[1] = 0x80 | n;
    else
        out[1] = 0x80 | 126, out[2] = n >> 8, out[3] = n & 255, h = 4;
    memcpy(out + h, &x, 4);
    for (size_t i = 0; i < n; i++)
        out[h + 4 + i] = (uint8_t)s[i] ^ out[h + (i & 3)];
    return send_all(c->fd, out, h + 4 + n);
}

static int send_upgrade(struct conn *c)
{
    char b[1024];
    int n = snprintf(b, sizeof b,
                     "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                     "Sec-WebSocket-Version: 13\r\n%s\r\n",
                     o_path, o_ports[(c - cs) % o_nports],
                     o_deflate ? "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n" : "");
    return send_all(c->fd, b, n);
}

static void conn_ready(struct conn *c)
{
    c->state = S_READY;
    c->t_ready = now_ns();
    n_ready++;
    n_inflight--;
}

static int emit_watch(struct conn *c)
{
    if (o_emit) {
        char b[8192];
        int n = o_sio ? snprintf(b, sizeof b, "42%s%s%s%s", o_ns, *o_ns ? "," : "", o_snapshot ? "1" : "", o_emit)
                      : snprintf(b, sizeof b, "%s", o_emit);
        if (ws_send(c, b, n))
            return -1;
    }
    c->state = S_SNAP;
    if (!o_snapshot)
        conn_ready(c);
    return 0;
}

/* one event payload: a broadcast, a snapshot or something else */
static void on_event(struct conn *c, const char *p, size_t n)
{
    const char *t = memmem(p, n < 1024 ? n : 1024, "@@", 2);
    if (t && t + 3 < p + n && t[2] == 'S') {
        if (c->state == S_SNAP)
            conn_ready(c);
        return;
    }
    if (!t || t[2] != 'B') {
        COUNT(n_other);
        return;
    }
    if (c->state == S_SNAP) {          /* nchan: the retained message is the snapshot */
        conn_ready(c);
        return;
    }
    uint64_t t1 = now_ns();
    char *e;
    long seq = strtol(t + 3, &e, 10);
    uint64_t t0 = strtoull(e + 1, NULL, 10);
    if (seq < 0 || seq >= nbc || bc[seq].t0 != t0) {
        COUNT(n_other);
        return;
    }
    if (seq == c->last_seq) {
        COUNT(n_dup);
        return;
    }
    if (seq < c->last_seq || (c->last_seq >= 0 && seq != c->last_seq + 1))
        COUNT(n_ooo);
    c->last_seq = seq;
    struct bcast *b = &bc[seq];
    uint32_t slot = __atomic_fetch_add(&b->slots, 1, __ATOMIC_RELAXED);
    if (slot < (uint32_t)o_n)
        b->lat_ms[slot] = (t1 - t0) / 1e6;
    __atomic_add_fetch(&b->got, 1, __ATOMIC_RELEASE);
}

static int on_text(struct conn *c, const char *p, size_t n)
{
    if (!o_sio) {
        on_event(c, p, n);
        return 0;
    }
    if (n == 0)
        return 0;
    if (p[0] == '2') {
        COUNT(n_pings);
        return ws_send(c, "3", 1);
    }
    if (p[0] == '0' && c->state == S_EIO) {
        char b[2048];
        int k = snprintf(b, sizeof b, "40%s%s%s", o_ns, *o_ns ? "," : "", o_auth);
        c->state = S_NSP;
        return ws_send(c, b, k);
    }
    if (p[0] == '4' && n > 1) {
        if (p[1] == '0' && c->state == S_NSP)
            return emit_watch(c);
        if (p[1] == '4' || p[1] == '1')
            return -1;
        if (p[1] == '3' && c->state == S_SNAP) {
            if (n > 12 && !memcmp(p, "431[{\"ok\":false", n > 15 ? 15 : n))
                return -1;
            conn_ready(c);
            return 0;
        }
        if (p[1] == '2')
            on_event(c, p, n);
    }
    return 0;
}

static int on_frame(struct conn *c, int op, int rsv1, uint8_t *p, size_t n)
{
    __atomic_add_fetch(&n_bytes, n, __ATOMIC_RELAXED);
    if (op == 1 && rsv1) {
#ifdef WITH_ZLIB
        static __thread uint8_t out[1 << 17];
        if (!c->z) {
            c->z = calloc(1, sizeof *c->z);
            if (inflateInit2(c->z, -15) != Z_OK)
                die("inflateInit2");
        }
        static const uint8_t tail[4] = {0, 0, 0xff, 0xff};
        c->z->next_out = out, c->z->avail_out = sizeof out;
        c->z->next_in = p, c->z->avail_in = n;
        if (inflate(c->z, Z_SYNC_FLUSH) < 0)
            return -1;
        c->z->next_in = (uint8_t *)tail, c->z->avail_in = 4;
        inflate(c->z, Z_SYNC_FLUSH);
        return on_text(c, (char *)out, sizeof out - c->z->avail_out);
#else
        die("compressed frame: build with -DWITH_ZLIB");
#endif
    }
    if (op == 1)
        return on_text(c, (char *)p, n);
    if (op == 9 && n < 126) {          /* websocket ping -> pong */
        uint8_t b[140] = {0x8a, 0x80 | n, 0, 0, 0, 0};
        memcpy(b + 6, p, n);
        COUNT(n_pings);
        return send_all(c->fd, b, 6 + n);
    }
    return op == 8 ? -1 : 0;
}

static void conn_read(struct conn *c)
{
    size_t have = c->left_len;
    if (have)
        memcpy(rb, c->left, have);
    ssize_t r = recv(c->fd, rb + have, RBUF - have, 0);
    if (r <= 0) {
        if (r < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        conn_lost(c);
        return;
    }
    size_t n = have + r, off = 0;
    if (c->state == S_HTTP) {
        uint8_t *e = memmem(rb, n, "\r\n\r\n", 4);
        if (e) {
            if (n < 12 || memcmp(rb, "HTTP/1.1 101", 12)) {
                static int told;
                if (!told++)
                    fprintf(stderr, "upgrade refused: %.*s\n", (int)(n < 300 ? n : 300), rb);
                conn_lost(c);
                return;
            }
            off = e + 4 - rb;
            c->state = S_EIO;
            if (!o_sio && emit_watch(c)) {
                conn_lost(c);
                return;
            }
        }
    }
    while (c->state > S_HTTP && n - off >= 2) {
        uint8_t *p = rb + off;
        size_t h = 2, len = p[1] & 127;
        if (len == 126) {
            if (n - off < 4)
                break;
            len = (size_t)p[2] << 8 | p[3], h = 4;
        } else if (len == 127) {
            if (n - off < 10)
                break;
            len = 0, h = 10;
            for (int i = 0; i < 8; i++)
                len = len << 8 | p[2 + i];
        }
        if (h + len > RBUF / 2) {
            conn_lost(c);
            return;
        }
        if (n - off < h + len)
            break;
        off += h + len;
        if (!(p[0] & 0x80))
            die("fragmented message: not supported");
        if (on_frame(c, p[0] & 15, p[0] & 0x40, p + h, len)) {
            conn_lost(c);
            return;
        }
    }
    if (off < n) {
        c->left = realloc(c->left, n - off);
        memcpy(c->left, rb + off, n - off);
    } else if (c->left) {
        free(c->left);
        c->left = NULL;
    }
    c->left_len = n - off;
}

static void ctl_open(void)
{
    if (ctl >= 0)
        close(ctl);
    ctl = tcp_connect(0, o_pub_port);
    if (ctl < 0)
        die("control connection: %s", strerror(errno));
    int err = 0;                         /* wait for it here: never inside a measured window */
    for (int i = 0; i < 500; i++) {
        struct sockaddr_in a;
        socklen_t l = sizeof a;
        if (!getpeername(ctl, (struct sockaddr *)&a, &l))
            break;
        usleep(1000);
    }
    socklen_t l = sizeof err;
    getsockopt(ctl, SOL_SOCKET, SO_ERROR, &err, &l);
    if (err)
        die("control connection: %s", strerror(err));
    epset(EPOLL_CTL_ADD, ctl, EPOLLIN | EPOLLRDHUP, CTL_ID);
    ctl_pending = 0;
}

static void pump_on(int poll, int timeout_ms)
{
    struct epoll_event ev[1024];
    int n = epoll_wait(poll, ev, 1024, timeout_ms);
    for (int i = 0; i < n; i++) {
        if (ev[i].data.u32 == PACE_ID) {
            char line[64];
            if (read(0, line, sizeof line) <= 0)
                die("nobody paces any more");
            my_turn = 1;
            continue;
        }
        if (ev[i].data.u32 == CTL_ID) {
            if (ctl < 0)
                continue;
            ssize_t r = recv(ctl, rb, RBUF, 0);
            if (r > 0) {
                if (ctl_pending)
                    ctl_t1 = now_ns();
                ctl_pending = 0;
                if (!memcmp(rb, "HTTP/1.", 7) && rb[9] != '2')
                    fprintf(stderr, "trigger answered: %.*s\n", (int)(r < 120 ? r : 120), rb);
            } else if (r == 0 || errno != EAGAIN) {
                close(ctl);
                ctl = -1;
            }
            continue;
        }
        struct conn *c = &cs[ev[i].data.u32];
        if (c->fd < 0)
            continue;
        if (c->state == S_TCP) {
            int err = 0;
            socklen_t l = sizeof err;
            getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &err, &l);
            if (err || send_upgrade(c)) {
                conn_lost(c);
                continue;
            }
            c->state = S_HTTP;
            /* edges: a level would be looked at once more for each message.  A read is never full (RBUF), so that
               nothing is left behind it but the end, which is told of by itself. */
            epset(EPOLL_CTL_MOD, c->fd, EPOLLIN | EPOLLRDHUP | EPOLLET, ev[i].data.u32);
        } else {
            conn_read(c);
            if (ev[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR) && c->fd >= 0)
                conn_read(c);
        }
    }
}

static void pump(int timeout_ms)
{
    pump_on(ep, timeout_ms);
}

static void pin(int core)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    if (sched_setaffinity(0, sizeof cores, &cores))
        die("core %d: %s", core, strerror(errno));
}

static int polls[MAX_THREADS];

static void *reader(void *number)
{
    int t = (int)(intptr_t)number;
    pin(o_cores[t]);
    rb = malloc(RBUF);
    for (;;)
        pump_on(polls[t], 1000);
    return NULL;
}

/* gives each thread but the first its connections, which are all open */
static void share_out(void)
{
    if (o_threads)
        pin(o_cores[0]);
    for (int t = 1; t < o_threads; t++) {
        pthread_t thread;
        polls[t] = epoll_create1(EPOLL_CLOEXEC);
        for (int i = t; i < o_n; i += o_threads) {
            struct epoll_event e = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.u32 = i};
            if (cs[i].fd < 0)
                continue;
            if (epoll_ctl(ep, EPOLL_CTL_DEL, cs[i].fd, NULL) || epoll_ctl(polls[t], EPOLL_CTL_ADD, cs[i].fd, &e))
                die("epoll_ctl: %s", strerror(errno));
        }
        if (pthread_create(&thread, NULL, reader, (void *)(intptr_t)t))
            die("pthread_create");
    }
}

static void pump_for(int ms)
{
    uint64_t end = now_ns() + (uint64_t)ms * 1000000ull;
    for (uint64_t t; (t = now_ns()) < end;)
        pump((int)((end - t) / 1000000) + 1);
}

/* ---- statistics ---- */
static int cmp_f(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static int cmp_d(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double pct(const double *v, int n, double q)
{
    if (!n)
        return 0;
    int i = (int)(q * n + 0.999999) - 1;
    return v[i < 0 ? 0 : i >= n ? n - 1 : i];
}

struct jbuf { char s[16384]; size_t n; };

static void jadd(struct jbuf *j, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    j->n += vsnprintf(j->s + j->n, sizeof j->s - j->n, fmt, ap);
    va_end(ap);
}

static void jstat(struct jbuf *j, const char *name, double *v, int n)
{
    qsort(v, n, sizeof *v, cmp_d);
    double med = n ? (v[(n - 1) / 2] + v[n / 2]) / 2 : 0;
    jadd(j, ",\"%s\":{\"med\":%.3f,\"p99\":%.3f,\"min\":%.3f,\"max\":%.3f}", name, med, pct(v, n, .99),
         n ? v[0] : 0, n ? v[n - 1] : 0);
}

/* ---- phases ---- */
struct cresult { double all_s, p50_s, p99_s; uint64_t retries; int ok; };

static struct cresult connect_all(int conc)
{
    struct cresult r = {0};
    uint64_t t0 = now_ns(), dl = t0 + (uint64_t)o_timeout * 1000000000ull, r0 = n_retry;
    phase_connecting = 1;
    todo_head = todo_tail = 0;
    for (int i = 0; i < o_n; i++)
        todo_push(i);
    while ((int)n_ready < o_n && now_ns() < dl) {
        for (int b = 0; b < 64 && todo_head != todo_tail && (int)n_inflight < conc; b++) {
            uint32_t id = todo[todo_head];
            todo_head = (todo_head + 1) % todo_cap;
            conn_open(id);
        }
        pump(todo_head != todo_tail && (int)n_inflight < conc ? 0 : 20);
    }
    phase_connecting = 0;
    r.ok = (int)n_ready == o_n;
    r.retries = n_retry - r0;
    double *v = malloc(sizeof *v * o_n);
    int k = 0;
    for (int i = 0; i < o_n; i++)
        if (cs[i].state == S_READY)
            v[k++] = (cs[i].t_ready - t0) / 1e9;
    qsort(v, k, sizeof *v, cmp_d);
    r.all_s = k ? v[k - 1] : 0;
    r.p50_s = pct(v, k, .5);
    r.p99_s = pct(v, k, .99);
    free(v);
    return r;
}

static int trigger(int seq)
{
    static char body[1 << 17], req[(1 << 17) + 512];
    int hdr, n;
    if (!o_ws_trigger && ctl < 0)
        ctl_open();
    /* size the body first so that the stamp is the last thing written before the send */
    static const char plain[] = "{\"t\":\"@@B%06d:%019llu@@\",\"pad\":\"",
        telling[] = "{\"command\":\"tell\",\"command_id\":\"%08x-0000-4000-8000-%012llx\",\"words\":\"@@B%06d:%019llu@@";
    char stamp[256];
    unsigned long long id = now_ns() & 0xffffffffffffull;
#define STAMP(at) (o_tell ? snprintf(stamp, sizeof stamp, telling, getpid(), id, seq, at) \
                          : snprintf(stamp, sizeof stamp, plain, seq, at))
    int head = STAMP(0ull), pad = o_tell ? o_size - 250 : o_size - head - 2;
    memcpy(body, stamp, head);
    if (pad < 0)
        pad = 0;
    memset(body + head, 'x', pad);
    memcpy(body + head + pad, "\"}", 3);
    n = head + pad + 2;
    hdr = o_ws_trigger ? (o_sio ? snprintf(req, 512, "42%s%s[\"%s\",", o_ns, *o_ns ? "," : "", o_event) : 0)
                       : snprintf(req, 512,
                                  "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                  "%s%s%sContent-Length: %d\r\n\r\n", o_pub_path,
                                  o_bearer ? "Authorization: Bearer " : "", o_bearer ? o_bearer : "",
                                  o_bearer ? "\r\n" : "", n);
    memcpy(req + hdr, body, n);
    int tot = hdr + n;
    if (o_ws_trigger && o_sio)
        req[tot++] = ']';
    uint64_t t0 = now_ns();
    STAMP((unsigned long long)t0);
    memcpy(req + hdr, stamp, head);
    bc[seq].t0 = t0;
    ctl_t0 = t0;
    ctl_t1 = 0;
    ctl_pending = 1;
    return o_ws_trigger ? ws_send(&cs[0], req, tot) : send_all(ctl, req, tot);
}

/* K broadcasts of one size, each awaited; appends one JSON object */
static void measure(struct jbuf *j, int size)
{
    o_size = size;
    for (int i = 0; i < o_n; i++)
        cs[i].last_seq = -1;
    for (int i = 0; i < nbc; i++)
        bc[i].t0 = bc[i].slots = bc[i].got = 0;
    n_dup = n_ooo = 0;
    double *first = calloc(nbc + 1, 8), *p50 = calloc(nbc + 1, 8), *p99 = calloc(nbc + 1, 8),
           *last = calloc(nbc + 1, 8), *rtt = calloc(nbc + 1, 8), *cpu = calloc(nbc + 1, 8);
    int m = 0, incomplete = 0;
    double win_s = 0, lg_s = 0;
    uint64_t delivered = 0, min_got = UINT64_MAX;
    for (int s = 0; s < nbc; s++) {
        if (o_paced) {
            puts("ready");
            fflush(stdout);
            for (my_turn = 0; !my_turn;)
                pump(1000);
        }
        uint64_t want = n_ready, c0 = server_cpu_ns(), l0 = self_cpu_ns();
        if (trigger(s))
            die("trigger failed: %s", strerror(errno));
        uint64_t dl = bc[s].t0 + (uint64_t)o_timeout * 1000000000ull;
        while (NOW(bc[s].got) < NOW(n_ready) && now_ns() < dl)
            pump(o_spin ? 0 : 10);
        uint64_t t1 = now_ns(), l1 = self_cpu_ns();
        while (ctl_pending && !o_ws_trigger && ctl >= 0 && now_ns() < dl)
            pump(1);
        pump_for(3);                    /* let the server finish its round */
        uint64_t c1 = server_cpu_ns();
        int g = bc[s].got < (uint32_t)o_n ? (int)bc[s].got : o_n;
        if (s >= o_warm) {
            qsort(bc[s].lat_ms, g, sizeof(float), cmp_f);
            if (bc[s].got < want)
                incomplete++;
            if (bc[s].got < min_got)
                min_got = bc[s].got;
            if (g) {
                first[m] = bc[s].lat_ms[0];
                p50[m] = bc[s].lat_ms[(g - 1) / 2];
                p99[m] = bc[s].lat_ms[(int)(g * .99 + .999999) - 1];
                last[m] = bc[s].lat_ms[g - 1];
                rtt[m] = ctl_t1 ? (ctl_t1 - bc[s].t0) / 1e6 : 0;
                cpu[m] = (c1 - c0) / 1e3 / g;
                m++;
            }
            delivered += g;
            win_s += (t1 - bc[s].t0) / 1e9;
            lg_s += (l1 - l0) / 1e9;
        }
        pump_for(o_paced && s + 1 < nbc ? 0 : o_gap);
    }
    jadd(j, "{\"size\":%d,\"k\":%d,\"incomplete\":%d,\"min_received\":%llu,\"dup\":%llu,\"out_of_order\":%llu,"
            "\"dead\":%llu,\"pings\":%llu", size, m, incomplete, (unsigned long long)(m ? min_got : 0),
         (unsigned long long)n_dup, (unsigned long long)n_ooo, (unsigned long long)n_dead,
         (unsigned long long)n_pings);
    jadd(j, ",\"deliver_per_s\":%.0f,\"loadgen_busy\":%.3f", win_s > 0 ? delivered / win_s : 0,
         win_s > 0 ? lg_s / win_s : 0);
    jstat(j, "first_ms", first, m);
    jstat(j, "p50_ms", p50, m);
    jstat(j, "p99_ms", p99, m);
    jstat(j, "last_ms", last, m);
    jstat(j, "trigger_rtt_ms", rtt, m);
    jstat(j, "cpu_us", cpu, m);
    jadd(j, "}");
    free(first), free(p50), free(p99), free(last), free(rtt), free(cpu);
}

static void usage(void)
{
    die("wsfan --mode sio|raw --port P[,P2..] -n N [--path /p] [--concurrency C] [--ns /q] [--auth JSON]\n"
        "  [--emit '[\"watch\",{}]'] [--snapshot] [-k K] [--warmup W] [--size BYTES[,BYTES..]] [--gap-ms MS]\n"
        "  [--trigger http|ws] [--event next] [--pub-port P] [--pub-path /bcast] [--pid P[,P2..]] [--children]\n"
        "  [--storm R] [--storm-gap-ms MS] [--deflate] [--dests D] [--timeout S] [--settle-ms MS]\n"
        "  [--linger S] [--spin] [--paced] [--cores C[,D..]] [--tell] [--bearer TOKEN] [--label L] [--json FILE]");
}

int main(int argc, char **argv)
{
    static const struct option lo[] = {
        {"mode", 1, 0, 'm'}, {"port", 1, 0, 'p'}, {"path", 1, 0, 'P'}, {"concurrency", 1, 0, 'c'},
        {"ns", 1, 0, 'N'}, {"auth", 1, 0, 'a'}, {"emit", 1, 0, 'e'}, {"snapshot", 0, 0, 'S'},
        {"warmup", 1, 0, 'w'}, {"size", 1, 0, 's'}, {"gap-ms", 1, 0, 'g'}, {"trigger", 1, 0, 't'},
        {"event", 1, 0, 'E'}, {"pub-port", 1, 0, 'b'}, {"pub-path", 1, 0, 'B'}, {"pid", 1, 0, 'i'},
        {"children", 0, 0, 'C'}, {"storm", 1, 0, 'R'}, {"deflate", 0, 0, 'z'}, {"dests", 1, 0, 'd'},
        {"timeout", 1, 0, 'T'}, {"settle-ms", 1, 0, 'L'}, {"linger", 1, 0, 'G'}, {"label", 1, 0, 'l'},
        {"json", 1, 0, 'j'}, {"storm-gap-ms", 1, 0, 'x'}, {"tell", 0, 0, 'M'}, {"bearer", 1, 0, 'B' + 128},
        {"spin", 0, 0, 'y'}, {"paced", 0, 0, 'Y'}, {"cores", 1, 0, 'D'}, {0, 0, 0, 0}};
    int o;
    while ((o = getopt_long(argc, argv, "n:k:", lo, NULL)) != -1) {
        char *s;
        switch (o) {
        case 'm': o_sio = !strcmp(optarg, "sio"); break;
        case 'p': for (s = strtok(optarg, ","); s && o_nports < MAX_PORTS; s = strtok(NULL, ","))
                      o_ports[o_nports++] = atoi(s);
                  break;
        case 'i': for (s = strtok(optarg, ","); s && npids < MAX_PIDS; s = strtok(NULL, ","))
                      pids[npids++] = atoi(s);
                  break;
        case 'P': o_path = optarg; break;
        case 'c': o_conc = atoi(optarg); break;
        case 'N': o_ns = optarg; break;
        case 'a': o_auth = optarg; break;
        case 'e': o_emit = optarg; break;
        case 'S': o_snapshot = 1; break;
        case 'w': o_warm = atoi(optarg); break;
        case 's': for (s = strtok(optarg, ","); s && o_nsizes < MAX_SIZES; s = strtok(NULL, ","))
                      o_sizes[o_nsizes++] = atoi(s);
                  break;
        case 'g': o_gap = atoi(optarg); break;
        case 't': o_ws_trigger = !strcmp(optarg, "ws"); break;
        case 'E': o_event = optarg; break;
        case 'b': o_pub_port = atoi(optarg); break;
        case 'B': o_pub_path = optarg; break;
        case 'C': o_children = 1; break;
        case 'R': o_storm = atoi(optarg); break;
        case 'x': o_storm_gap = atoi(optarg); break;
        case 'z': o_deflate = 1; break;
        case 'M': o_tell = 1; break;
        case 'B' + 128: o_bearer = optarg; break;
        case 'y': o_spin = 1; break;
        case 'Y': o_paced = 1; break;
        case 'D': for (s = strtok(optarg, ","); s && o_threads < MAX_THREADS; s = strtok(NULL, ","))
                      o_cores[o_threads++] = atoi(s);
                  break;
        case 'd': o_dests = atoi(optarg); break;
        case 'T': o_timeout = atoi(optarg); break;
        case 'L': o_settle = atoi(optarg); break;
        case 'G': o_linger = atoi(optarg); break;
        case 'l': o_label = optarg; break;
        case 'j': o_json = optarg; break;
        case 'n': o_n = atoi(optarg); break;
        case 'k': o_k = atoi(optarg); break;
        default: usage();
        }
    }
    if (!o_nports || o_n < 1 || o_dests < 1)
        usage();
    if (o_threads > 1 && o_storm)
        die("--storm: one thread");
#ifndef WITH_ZLIB
    if (o_deflate)
        die("--deflate: build with -DWITH_ZLIB");
#endif
    if (!o_nsizes)
        o_sizes[o_nsizes++] = 250;
    if (!o_pub_port)
        o_pub_port = o_ports[0];
    if (!o_path)
        o_path = o_sio ? "/socket.io/?EIO=4&transport=websocket" : "/";
    struct rlimit rl;
    getrlimit(RLIMIT_NOFILE, &rl);
    rl.rlim_cur = rl.rlim_max;
    setrlimit(RLIMIT_NOFILE, &rl);
    if ((rlim_t)o_n + 16 > rl.rlim_cur)
        die("-n %d needs more than the %llu files allowed", o_n, (unsigned long long)rl.rlim_cur);
    signal(SIGPIPE, SIG_IGN);
    ep = epoll_create1(EPOLL_CLOEXEC);
    rb = malloc(RBUF);
    cs = calloc(o_n, sizeof *cs);
    todo_cap = o_n + 1;
    todo = malloc(sizeof *todo * todo_cap);
    nbc = o_k + o_warm;
    bc = calloc(nbc + 1, sizeof *bc);
    for (int i = 0; i < nbc; i++)
        bc[i].lat_ms = malloc(sizeof(float) * o_n);
    for (int i = 0; i < o_n; i++)
        cs[i].fd = -1;

    if (o_paced)
        epset(EPOLL_CTL_ADD, 0, EPOLLIN, PACE_ID);

    long rss0 = server_kb("VmRSS:");
    uint64_t cpu0 = server_cpu_ns();
    struct cresult cr = connect_all(o_conc);
    if (!cr.ok) {
        fprintf(stderr, "%s: only %llu of %d ready after %d s (retries %llu)\n", o_label,
                (unsigned long long)n_ready, o_n, o_timeout, (unsigned long long)cr.retries);
        if (n_ready < (uint64_t)o_n / 100)
            return 1;
    }
    uint64_t cpu_conn = server_cpu_ns() - cpu0;
    pump_for(o_settle);
    long rss1 = server_kb("VmRSS:");
    if (!o_ws_trigger && nbc > 0)
        ctl_open();
    share_out();

    struct jbuf j = {.n = 0};
    jadd(&j, "{\"label\":\"%s\",\"mode\":\"%s\",\"n\":%d,\"ready\":%llu,\"deflate\":%d", o_label,
         o_sio ? "sio" : "raw", o_n, (unsigned long long)n_ready, o_deflate);
    jadd(&j, ",\"connect_s\":%.3f,\"connect_rate\":%.0f,\"connect_cpu_us\":%.1f,\"connect_retries\":%llu", cr.all_s,
         cr.all_s > 0 ? n_ready / cr.all_s : 0, n_ready ? cpu_conn / 1e3 / n_ready : 0,
         (unsigned long long)cr.retries);
    jadd(&j, ",\"rss0_kb\":%ld,\"rss_conn_kb\":%ld,\"rss_per_conn_kb\":%.2f", rss0, rss1,
         n_ready ? (double)(rss1 - rss0) / n_ready : 0);
    jadd(&j, ",\"sizes\":[");
    for (int i = 0; i < o_nsizes; i++) {
        if (i)
            jadd(&j, ",");
        measure(&j, o_sizes[i]);
    }
    jadd(&j, "],\"rss_end_kb\":%ld,\"hwm_kb\":%ld", server_kb("VmRSS:"), server_kb("VmHWM:"));

    if (o_storm) {
        jadd(&j, ",\"storm\":[");
        for (int r = 0; r < o_storm; r++) {
            uint64_t c0 = server_cpu_ns();
            for (int i = 0; i < o_n; i++)
                conn_drop(&cs[i]), cs[i].state = S_IDLE;
            n_ready = n_inflight = 0;
            if (o_storm_gap)
                pump_for(o_storm_gap);
            struct cresult s = connect_all(o_n);
            jadd(&j, "%s{\"ok\":%d,\"ready\":%llu,\"all_s\":%.3f,\"p50_s\":%.3f,\"p99_s\":%.3f,\"retries\":%llu,"
                     "\"cpu_s\":%.3f}", r ? "," : "", s.ok, (unsigned long long)n_ready, s.all_s, s.p50_s, s.p99_s,
                 (unsigned long long)s.retries, (server_cpu_ns() - c0) / 1e9);
            pump_for(2000);
        }
        jadd(&j, "]");
    }
    if (o_linger)
        pump_for(o_linger * 1000);
    jadd(&j, "}\n");
    fputs(j.s, stdout);
    if (o_json) {
        FILE *f = fopen(o_json, "a");
        if (!f)
            die("%s: %s", o_json, strerror(errno));
        fputs(j.s, f);
        fclose(f);
    }
    return 0;
}
