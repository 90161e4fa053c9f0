using Portal.Cases.Paging;

namespace Portal.Web.Api;

/// <summary>The window of a list: <c>?skip=0&amp;take=100</c>; at most 500 rows at once.</summary>
internal readonly record struct Window(int? Skip, int? Take)
{
    public PageRequest Request => new(Skip ?? 0, Take ?? PageRequest.First.Take);
}
