package io.jenkins.plugins.planetscale.client;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSource;

/**
 * {@link Transport} by OkHttp: one shared client, at most {@value #AT_ONCE} asynchronous exchanges at a time, on as many
 * daemon threads; what is beyond waits in a queue and holds no thread.
 * Thread-safe; close it once.
 */
public final class OkHttpTransport implements Transport {
    /** Enough for ten requests a second that take 300 ms each. */
    private static final int AT_ONCE = 4;

    /** Short, as they come in turn, so that a slow rhythm of requests keeps few of them alive. */
    private static final int IDLE_SECONDS = 2;

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final OkHttpClient client;
    private final ExecutorService threads;
    private final Limits limits;

    /** How long to wait for a connection, for bytes and for the whole exchange; how many bytes of body to read. */
    public record Limits(Duration connect, Duration read, Duration whole, long bodyBytes) {
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), 8L << 20);
    }

    public OkHttpTransport() {
        this(new OkHttpClient.Builder());
    }

    /** @param base what to start from, as one with proxy settings; its timeouts, redirects and retries are replaced */
    public OkHttpTransport(OkHttpClient.Builder base) {
        this(base, Limits.DEFAULT);
    }

    public OkHttpTransport(OkHttpClient.Builder base, Limits limits) {
        this.limits = limits;
        // a limit of its own, as the dispatcher begins the next call before the thread of the last one is free
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                AT_ONCE, AT_ONCE, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), OkHttpTransport::thread);
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(AT_ONCE);
        dispatcher.setMaxRequestsPerHost(AT_ONCE);
        client = base.dispatcher(dispatcher)
                .connectTimeout(limits.connect())
                .readTimeout(limits.read())
                .writeTimeout(limits.read())
                .callTimeout(limits.whole())
                .retryOnConnectionFailure(false) // it would send a POST twice
                .followRedirects(false)
                .followSslRedirects(false)
                .cache(null)
                .addNetworkInterceptor(OkHttpTransport::onTheWire)
                .build();
    }

    @Override
    public Answer send(Request request) throws IOException {
        AtomicBoolean sent = new AtomicBoolean();
        Call call = call(request, sent);
        try (Response response = call.execute()) {
            return read(call, response);
        } catch (IOException e) {
            throw failure(e, sent);
        }
    }

    @Override
    public CompletableFuture<Answer> enqueue(Request request) {
        AtomicBoolean sent = new AtomicBoolean();
        Call call = call(request, sent);
        CompletableFuture<Answer> future = new CompletableFuture<>();
        future.whenComplete((answer, failure) -> {
            if (future.isCancelled()) {
                call.cancel();
            }
        });
        call.enqueue(new Callback() {
            @Override
            public void onResponse(Call answered, Response response) {
                Answer answer;
                try (response) {
                    answer = read(call, response);
                } catch (Throwable e) { // OkHttp would only log it, and the caller wait for ever
                    future.completeExceptionally(e);
                    return;
                }
                future.complete(answer);
            }

            @Override
            public void onFailure(Call failed, IOException e) {
                future.completeExceptionally(failure(e, sent));
            }
        });
        return future;
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        threads.shutdown();
        client.connectionPool().evictAll();
    }

    private Call call(Request request, AtomicBoolean sent) {
        okhttp3.Request.Builder builder = new okhttp3.Request.Builder()
                .url(request.url().toString())
                .tag(AtomicBoolean.class, sent)
                .method(request.method(), request.body() == null ? null : RequestBody.create(request.body()));
        request.headers().forEach(builder::header);
        return client.newCall(builder.build());
    }

    private Answer read(Call call, Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (response.body().contentLength() > limits.bodyBytes() || source.request(limits.bodyBytes() + 1)) {
            call.cancel(); // else closing would read on
            throw new OversizedException(response.code(), limits.bodyBytes());
        }
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().forEach(header -> headers.putIfAbsent(header.getFirst(), header.getSecond()));
        return new Answer(response.code(), headers, source.readByteArray());
    }

    private static IOException failure(IOException e, AtomicBoolean sent) {
        return sent.get() || e instanceof OversizedException ? e : new NotSentException(e);
    }

    /** Runs once a connection stands, directly before the request is written. */
    private static Response onTheWire(Interceptor.Chain chain) throws IOException {
        AtomicBoolean sent = chain.request().tag(AtomicBoolean.class);
        if (sent != null) {
            sent.set(true);
        }
        Response response = chain.proceed(chain.request());
        if (response.code() == 503) {
            // OkHttp sends a request again, a POST too, when told "503, Retry-After: 0"
            String retryAfter = response.header("Retry-After", "");
            return retryAfter.matches("0+")
                    ? response.newBuilder().removeHeader("Retry-After").build()
                    : response;
        }
        return response;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "PlanetScale HTTP " + THREADS.incrementAndGet());
        thread.setDaemon(true);
        thread.setContextClassLoader(OkHttpTransport.class.getClassLoader());
        return thread;
    }
}
