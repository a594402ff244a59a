using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace DcepSim.Web.Serve;

/// <summary>Who and what comes in: the right host, the right token, forms of our own, nothing too large. It stands before every page.</summary>
internal sealed class Gate(ServeOptions options, PageWriter pages, IAntiforgery antiforgery)
{
    /// <summary>What a page may load: only what this server gives, and no script in a page. Charts set inline styles.</summary>
    public const string ContentSecurityPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'";

    private const string TokenName = "token";
    private const string CookieName = "dcepsim-token";

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin"; // with none at all browsers hide where a form comes from
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        try
        {
            if (await FaultAsync(context).ConfigureAwait(false) is { } fault)
                await pages.RefuseAsync(context, fault.Status, fault.Text).ConfigureAwait(false);
            else if (!context.Response.HasStarted && context.Response.StatusCode != StatusCodes.Status303SeeOther)
                await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException refused)
        {
            await pages.RefuseAsync(context, refused.StatusCode, refused.StatusCode == StatusCodes.Status413PayloadTooLarge ? "refused.large" : "refused.bad").ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            await pages.RefuseAsync(context, StatusCodes.Status400BadRequest, "refused.bad").ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The visitor has gone.
        }
        catch (Exception failure)
        {
            options.Complain?.Invoke($"{context.Request.Method} {context.Request.Path}: {failure}");
            await pages.RefuseAsync(context, StatusCodes.Status500InternalServerError, "refused.internal").ConfigureAwait(false);
        }
    }

    private async Task<(int Status, string Text)?> FaultAsync(HttpContext context)
    {
        var request = context.Request;
        if (IPAddress.IsLoopback(options.Address) && !IsThisMachine(request.Host.Host))
            return (StatusCodes.Status421MisdirectedRequest, "refused.host"); // another name for this address is another site's trick
        if (!HasToken(context))
            return (StatusCodes.Status401Unauthorized, "refused.token");
        if (context.Response.StatusCode == StatusCodes.Status303SeeOther || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return null;
        if (!HttpMethods.IsPost(request.Method))
            return (StatusCodes.Status405MethodNotAllowed, "refused.method");
        if (!IsOfThisSite(request))
            return (StatusCodes.Status403Forbidden, "refused.site");
        if (request.ContentLength > options.RequestBytesMax)
        {
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null; // it is thrown away unread, and the visitor gets the answer
            return (StatusCodes.Status413PayloadTooLarge, "refused.large");
        }

        if (!request.HasFormContentType)
            return (StatusCodes.Status403Forbidden, "refused.form");
        await request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false); // what is too large or torn is told here
        return await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false) ? null : (StatusCodes.Status403Forbidden, "refused.form");
    }

    private static bool IsThisMachine(string host) =>
        host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool IsOfThisSite(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        var site = request.Headers["Sec-Fetch-Site"];
        return (StringValues.IsNullOrEmpty(origin) || origin == $"{request.Scheme}://{request.Host}") && (StringValues.IsNullOrEmpty(site) || site == "same-origin" || site == "none");
    }

    /// <summary>The token comes once in the address, and from then on in a cookie.</summary>
    private bool HasToken(HttpContext context)
    {
        if (options.Token is not { } token)
            return true;
        var request = context.Request;
        if (request.Query.TryGetValue(TokenName, out var given) && IsSame(given.ToString(), token))
        {
            context.Response.Cookies.Append(CookieName, token, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
            context.Response.Headers.Location = request.Path.ToUriComponent();
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            return true;
        }

        return IsSame(request.Cookies[CookieName] ?? "", token);
    }

    private static bool IsSame(string given, string token) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
