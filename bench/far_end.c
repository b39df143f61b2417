/* far_end: the voice of many calls at one UDP port, in one thread that works a batch each millisecond.
 *
 *   far_end IP PORT LOG LEAD_MS DIGIT DIGIT_MS TALK_MS
 *
 * It follows sipp's LOG. At the line "SPEAK id host port" it speaks to that address at once, a packet of G.711 each
 * 20 ms: audio for LEAD_MS, then the key DIGIT (RFC 4733, "-" for none) for DIGIT_MS, then audio for TALK_MS. At
 * "HUSH id" it stops. What comes back is counted for the call to whose address it was spoken.
 *
 * On SIGTERM it prints a line of JSON: {"strays": packets of no call, "unsent": packets the kernel did not take,
 * "calls": [[id, received, sent, longest_gap_ms, digit_end_s], ...]}; the digit's end is the time of its first packet
 * with the end bit, in seconds since 1970, or 0. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 256, LARGEST = 512, MOST_CALLS = 1 << 18, PHASES = 20, FRAME = 160, AUDIO = 0, EVENT = 101, ENDS = 3 };

struct call {
    char id[24];
    struct sockaddr_in peer;
    uint32_t received, sent, step;
    uint16_t sequence;
    int hushed;
    double heard_at, longest_gap, digit_end;
    struct call *next; /* in the list of its phase */
};

static struct call *calls, *speaking[PHASES];
static uint32_t used, by_port[65536]; /* index + 1 of the latest call with that port of the exchange */
static uint64_t strays, unsent;
static int voice_socket, lead_steps, event_steps, talk_steps, digit, digit_ms;
static volatile sig_atomic_t stopped;

static uint8_t in[BATCH][LARGEST], out[BATCH][12 + FRAME], buzz[8000 + FRAME];
static struct sockaddr_in source[BATCH];
static struct iovec in_part[BATCH], out_part[BATCH];
static struct mmsghdr in_head[BATCH], out_head[BATCH];
static int queued;

static void stop(int number) { (void)number; stopped = 1; }

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void flush(void) {
    for (int done = 0; done < queued;) {
        int count = sendmmsg(voice_socket, out_head + done, queued - done, 0);
        if (count <= 0) { unsent++; count = 1; }
        done += count;
    }
    queued = 0;
}

static void queue(struct call *call, int type, int marker, uint32_t timestamp, const void *payload, size_t size) {
    uint8_t *packet = out[queued];
    uint32_t stamp = htonl(timestamp), ssrc = htonl(0x5EED0000u + (uint32_t)(call - calls));
    uint16_t sequence = htons(call->sequence++);
    packet[0] = 0x80;
    packet[1] = (uint8_t)(marker << 7 | type);
    memcpy(packet + 2, &sequence, 2);
    memcpy(packet + 4, &stamp, 4);
    memcpy(packet + 8, &ssrc, 4);
    memcpy(packet + 12, payload, size);
    out_part[queued] = (struct iovec){ packet, 12 + size };
    out_head[queued].msg_hdr = (struct msghdr){
        .msg_name = &call->peer, .msg_namelen = sizeof call->peer, .msg_iov = &out_part[queued], .msg_iovlen = 1 };
    call->sent++;
    if (++queued == BATCH) flush();
}

static void press(struct call *call, int step) {
    int first = step == 0, last = step == event_steps - 1;
    int samples = (last ? digit_ms : (step + 1) * 20) * 8;
    uint8_t payload[4] = { (uint8_t)digit, (uint8_t)((last ? 0x80 : 0) | 10), (uint8_t)(samples >> 8), (uint8_t)samples };
    if (last) call->digit_end = now(CLOCK_REALTIME);
    for (int i = 0; i < (last ? ENDS : 1); i++) queue(call, EVENT, first, (uint32_t)lead_steps * FRAME, payload, 4);
}

/* Send what is due in the call's next 20 ms; 0 when it has said all. */
static int speak(struct call *call) {
    int step = (int)call->step++;
    if (call->hushed || step >= lead_steps + event_steps + talk_steps) return 0;
    if (step >= lead_steps && step < lead_steps + event_steps) press(call, step - lead_steps);
    else queue(call, AUDIO, step == 0, (uint32_t)step * FRAME, buzz + step * FRAME % 8000, FRAME);
    return 1;
}

static void begin(const char *id, const char *host, int port, unsigned tick) {
    struct sockaddr_in peer = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    if (used == MOST_CALLS || inet_pton(AF_INET, host, &peer.sin_addr) != 1) return;
    struct call *call = &calls[used++];
    snprintf(call->id, sizeof call->id, "%s", id);
    call->peer = peer;
    call->next = speaking[tick % PHASES];
    speaking[tick % PHASES] = call;
    by_port[port] = used;
}

static void hush(const char *id) {
    for (int phase = 0; phase < PHASES; phase++)
        for (struct call *call = speaking[phase]; call; call = call->next)
            if (!strcmp(call->id, id)) call->hushed = 1;
}

/* Take in the lines that sipp has written since the last look. */
static void follow(const char *path, unsigned tick) {
    static char text[1 << 16];
    static size_t kept;
    static int log = -1;
    if (log < 0 && (log = open(path, O_RDONLY)) < 0) return;
    ssize_t size = read(log, text + kept, sizeof text - 1 - kept);
    if (size <= 0) return;
    kept += (size_t)size;
    text[kept] = 0;
    char *line = text, id[24], host[40];
    int port;
    for (char *end; (end = strchr(line, '\n')); line = end + 1) {
        if (sscanf(line, "SPEAK %23s %39s %d", id, host, &port) == 3) begin(id, host, port, tick);
        else if (sscanf(line, "HUSH %23s", id) == 1) hush(id);
    }
    kept -= (size_t)(line - text);
    memmove(text, line, kept);
}

static void hear(const struct sockaddr_in *peer, double at) {
    uint32_t place = by_port[ntohs(peer->sin_port)];
    if (!place) { strays++; return; }
    struct call *call = &calls[place - 1];
    if (call->received++ && at - call->heard_at > call->longest_gap) call->longest_gap = at - call->heard_at;
    call->heard_at = at;
}

static int is_rtp(const uint8_t *packet, size_t size) {
    int type = size < 12 ? 0 : packet[1] & 127;
    return size >= 12 && packet[0] >> 6 == 2 && (type < 72 || type > 79); /* 72-79 is RTCP: RFC 5761 section 4 */
}

static void receive(void) {
    for (int count = BATCH; count == BATCH;) {
        for (int i = 0; i < BATCH; i++) {
            in_part[i] = (struct iovec){ in[i], LARGEST };
            in_head[i].msg_hdr = (struct msghdr){
                .msg_name = &source[i], .msg_namelen = sizeof source[i], .msg_iov = &in_part[i], .msg_iovlen = 1 };
        }
        count = recvmmsg(voice_socket, in_head, BATCH, MSG_DONTWAIT, NULL);
        double at = now(CLOCK_MONOTONIC);
        for (int i = 0; i < count; i++)
            if (is_rtp(in[i], in_head[i].msg_len)) hear(&source[i], at);
    }
}

static void report(void) {
    printf("{\"strays\":%lu,\"unsent\":%lu,\"calls\":[", strays, unsent);
    for (uint32_t i = 0; i < used; i++) {
        struct call *call = &calls[i];
        printf("%s[\"%s\",%u,%u,%.1f,%.6f]", i ? "," : "", call->id, call->received, call->sent,
               call->longest_gap * 1e3, call->digit_end);
    }
    printf("]}\n");
}

static int open_socket(const char *host, int port) {
    struct sockaddr_in me = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    int made = socket(AF_INET, SOCK_DGRAM, 0), size = 8 << 20;
    if (setsockopt(made, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size))
        setsockopt(made, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (inet_pton(AF_INET, host, &me.sin_addr) != 1 || bind(made, (void *)&me, sizeof me)) {
        perror("far_end: bind");
        exit(1);
    }
    return made;
}

int main(int count, char **words) {
    if (count != 8) {
        fprintf(stderr, "usage: far_end IP PORT LOG LEAD_MS DIGIT DIGIT_MS TALK_MS\n");
        return 2;
    }
    const char *keys = "0123456789*#", *key = strchr(keys, words[5][0]);
    digit = key ? (int)(key - keys) : 0;
    digit_ms = key ? atoi(words[6]) : 0;
    lead_steps = atoi(words[4]) / 20;
    event_steps = digit_ms / 20;
    talk_steps = atoi(words[7]) / 20;
    for (size_t i = 0; i < sizeof buzz; i++) buzz[i] = (uint8_t)(0x80 | ((i * 37 ^ i >> 3) & 63)); /* loud, never silent */
    voice_socket = open_socket(words[1], atoi(words[2]));
    calls = calloc(MOST_CALLS, sizeof *calls);
    signal(SIGTERM, stop);
    signal(SIGINT, SIG_IGN);

    struct timespec due;
    clock_gettime(CLOCK_MONOTONIC, &due);
    for (unsigned tick = 0; !stopped; tick++) {
        receive();
        follow(words[3], tick);
        for (struct call **link = &speaking[tick % PHASES]; *link;) {
            if (speak(*link)) link = &(*link)->next;
            else *link = (*link)->next;
        }
        flush();
        if ((due.tv_nsec += 1000000) >= 1000000000) { due.tv_nsec -= 1000000000; due.tv_sec++; }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
    }
    receive();
    report();
    return 0;
}
