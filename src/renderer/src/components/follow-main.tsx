import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { productPath } from '../paths'
import { useBridge } from '../store/context'

/** Goes to the product that main asks for: someone clicked on what it told of it. */
export function FollowMain(): null {
  const bridge = useBridge()
  const navigate = useNavigate()
  useEffect(
    () =>
      bridge.listen((news) => {
        const chosen = news.findLast((each) => each.name === 'product.chosen')
        if (chosen === undefined) return
        const { environmentId, productDeploymentId: id } = chosen.product
        void navigate(productPath({ environmentId, id }))
      }),
    [bridge, navigate],
  )
  return null
}
