/*
 * The bare loop of the side-by-side benchmark: epoll, send, recv and nothing of a client. It learns from the first response
 * how many bytes each one has and from then on only counts them: what is left is what no client of this server can save.
 * It obeys the same lines on stdin as the others:
 *   warm REQUESTS SECONDS   answers "warm 0 false": there is nothing to warm
 *   run WARM SECONDS        open afresh, run WARM seconds, measure SECONDS seconds, close; answers "result key=value ..."
 *   quit
 * cc -O2 -o epoll_loop epoll_loop.c
 */
#define _GNU_SOURCE
#include "measure.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_URLS 256
#define EVENTS 1024

typedef struct {
    struct sockaddr_in address;
    char request[512];
    int length;
} target;

typedef struct {
    const target *to;
    int fd;
    size_t received;
    int64_t start;
} slot;

static target targets[MAX_URLS];
static int urls, connections = 64, epoll_fd;
static slot *slots;
static size_t response_length; /* 0 before the first response */
static char buffer[65536];

static void connect_slot(slot *s) {
    int on = 1;
    s->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (s->fd < 0 || connect(s->fd, (const struct sockaddr *)&s->to->address, sizeof s->to->address) != 0)
        die("cannot connect");
    setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = s};
    epoll_ctl(epoll_fd, EPOLL_CTL_ADD, s->fd, &event);
}

static void ask(slot *s) {
    s->start = now();
    s->received = 0;
    if (send(s->fd, s->to->request, s->to->length, MSG_NOSIGNAL | MSG_DONTWAIT) != s->to->length)
        die("cannot send a request");
}

/* The length of the response whose first bytes these are, 0 if its head is not there. */
static size_t whole_length(const char *bytes, size_t size) {
    const char *end = memmem(bytes, size, "\r\n\r\n", 4);
    const char *field = memmem(bytes, size, "Content-Length: ", 16);
    return end && field && field < end ? (size_t)(end + 4 - bytes) + strtoul(field + 16, NULL, 10) : 0;
}

static void on_readable(slot *s) {
    ssize_t got = recv(s->fd, buffer, sizeof buffer, MSG_DONTWAIT);
    if (got <= 0) die("the server closed a connection");
    if (s->received == 0 && strncmp(buffer, "HTTP/1.1 200", 12) != 0) failed++;
    if (response_length == 0 && (response_length = whole_length(buffer, got)) == 0)
        die("the first response does not begin with a whole head and its length");
    s->received += got;
    if (s->received >= response_length) {
        completed++;
        count(now() - s->start);
        ask(s);
    }
}

static void run_for(double seconds) {
    int64_t until = now() + (int64_t)(seconds * SECOND);
    struct epoll_event events[EVENTS];
    while (now() < until) {
        int ready = epoll_wait(epoll_fd, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) on_readable(events[i].data.ptr);
    }
}

static void measure(double warm, double seconds) {
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    slots = calloc(connections, sizeof *slots);
    for (int i = 0; i < connections; i++) {
        slots[i].to = &targets[i % urls];
        connect_slot(&slots[i]);
    }
    for (int i = 0; i < connections; i++) ask(&slots[i]);
    run_for(warm);
    start_measuring();
    int64_t begin = now();
    double cpu = cpu_micros();
    run_for(seconds);
    print_result(cpu_micros() - cpu, (now() - begin) / 1e9, true);
    for (int i = 0; i < connections; i++) close(slots[i].fd);
    free(slots);
    close(epoll_fd);
}

static void add_url(const char *url) {
    char host[64], path[256] = "";
    int port;
    target *t = &targets[urls];
    if (urls == MAX_URLS || sscanf(url, "http://%63[0-9.]:%d/%255s", host, &port, path) < 2)
        die("too many URLs, or one that is not http://IP:PORT/PATH");
    t->address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
    inet_pton(AF_INET, host, &t->address.sin_addr);
    const char *format = "GET /%s HTTP/1.1\r\nHost: %s:%d\r\nAccept: */*\r\n\r\n";
    t->length = snprintf(t->request, sizeof t->request, format, path, host, port);
    urls++;
}

int main(int argc, char **argv) {
    char line[200];
    double a, b;
    for (int i = 1; i < argc; i++) {
        if (!strncmp(argv[i], "url=", 4)) add_url(argv[i] + 4);
        else if (!strncmp(argv[i], "connections=", 12)) connections = atoi(argv[i] + 12);
    }
    if (urls == 0) die("no url");
    while (fgets(line, sizeof line, stdin) && strncmp(line, "quit", 4) != 0) {
        if (sscanf(line, "warm %lf %lf", &a, &b) == 2) printf("warm 0 false\n");
        else if (sscanf(line, "run %lf %lf", &a, &b) == 2) measure(a, b);
        else die("an unknown command");
        fflush(stdout);
    }
    return 0;
}
