using Portal.Cases.Paging;

namespace Portal.Web.Api;

/// <summary>A window of a list as it is sent.</summary>
internal static class ApiPage
{
    public static Page<TOut> Select<TIn, TOut>(this Page<TIn> page, Func<TIn, TOut> map) =>
        new([.. page.Items.Select(map)], page.Total, page.Skip);
}
