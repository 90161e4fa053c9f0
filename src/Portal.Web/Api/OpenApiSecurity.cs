using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Portal.Web.Api;

/// <summary>Tells readers of the OpenAPI document how to authenticate.</summary>
internal static class OpenApiSecurity
{
    private const string Scheme = "bearer";

    public static void Configure(OpenApiOptions options) =>
        options.AddDocumentTransformer(
            (document, _, _) =>
            {
                document.Info.Title = "Network Investigation Portal";
                document.Info.Description =
                    "Times are ISO 8601 in UTC. Lists are read in windows by skip and take. Errors are application/problem+json.";
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
                document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = Scheme,
                    Description = "A token from the profile page.",
                };
                document.Security =
                [
                    new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] },
                ];
                return Task.CompletedTask;
            }
        );
}
