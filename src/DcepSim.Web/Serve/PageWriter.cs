using System.Text;
using DcepSim.Web.Serve.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace DcepSim.Web.Serve;

/// <summary>Writes pages and fragments in the visitor's language.</summary>
internal sealed class PageWriter(StaticMarkup markup, IAntiforgery antiforgery)
{
    private const string LanguageName = "lang";

    /// <summary>The visitor's language: asked for by the address, else remembered, else the browser's.</summary>
    public Visit VisitOf(HttpContext context)
    {
        var request = context.Request;
        var asked = Language.Of(request.Query[LanguageName]);
        if (asked is not null && !context.Response.HasStarted)
            context.Response.Cookies.Append(LanguageName, asked.Code, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, IsEssential = true });
        var language = asked
            ?? Language.Of(request.Cookies[LanguageName])
            ?? request.Headers.AcceptLanguage.ToString().Split(',').Select(tag => Language.Of(tag.Split(';')[0].Trim())).FirstOrDefault(known => known is not null)
            ?? Language.English;
        var token = context.Response.HasStarted ? "" : antiforgery.GetAndStoreTokens(context).RequestToken ?? "";
        var query = QueryString.Create(request.Query.Where(pair => pair.Key is not (LanguageName or "token")));
        return new(new Wording("Serve.ServeText", language), token, request.Path.ToUriComponent(), query.ToUriComponent());
    }

    public async Task WriteAsync<TPage>(HttpContext context, IReadOnlyDictionary<string, object?>? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var visit = VisitOf(context);
        var html = await FragmentAsync<TPage>(visit, parameters).ConfigureAwait(false);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(html), context.RequestAborted).ConfigureAwait(false);
    }

    public Task<string> FragmentAsync<TPart>(Visit visit, IReadOnlyDictionary<string, object?>? parameters = null)
        where TPart : IComponent =>
        markup.RenderAsync<TPart>(new Dictionary<string, object?>(parameters ?? new Dictionary<string, object?>()) { ["Visit"] = visit });

    /// <summary>Says why not, on a page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status of HTTP.</param>
    /// <param name="text">The key of the reason.</param>
    /// <param name="details">What cannot be said in general; shown as text.</param>
    public Task RefuseAsync(HttpContext context, int status, string text, string? details = null) => context.Response.HasStarted
        ? Task.CompletedTask
        : WriteAsync<RefusalPage>(context, new Dictionary<string, object?> { [nameof(RefusalPage.Status)] = status, [nameof(RefusalPage.Reason)] = text, [nameof(RefusalPage.Details)] = details }, status);
}
