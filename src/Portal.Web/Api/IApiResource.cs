namespace Portal.Web.Api;

/// <summary>The addresses of one resource under <c>/api/v1</c>; found by a scan of this assembly.</summary>
internal interface IApiResource
{
    void Map(RouteGroupBuilder api);
}
